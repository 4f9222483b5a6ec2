package io.contextgraph.fault.agent;

/**
 * The moments at which a fault can matter, each a place in the job's own code where {@link
 * FaultAgent} holds a thread. Nothing of this is in the job's jar.
 */
public enum Phase {
  /** Entries came from Redis; nothing of them was emitted. */
  READ_NOT_EMITTED("redis.RedisSplitReader", "take", 2, Moment.ENTER),
  /** The source gave its positions to a checkpoint that is not complete. */
  SNAPSHOTTED("redis.RedisSourceReader", "snapshotState", 1, Moment.EXIT),
  /** The checkpoint is complete; Redis was not told. */
  COMPLETE_NOT_TOLD("redis.RedisSession", "setGroupPosition", 4, Moment.ENTER),
  /** The consumer group moved; what it covers was not trimmed. */
  TOLD_NOT_TRIMMED("redis.RedisSession", "trimBelow", 2, Moment.ENTER),
  /** A COPY has begun and none of its rows was sent; the head is locked. */
  COPYING("ledger.CopyBuffer", "bytes", 0, Moment.EXIT),
  /** The ledger's rows are copied and its head moved, but not committed. */
  COPIED_NOT_COMMITTED("ledger.AppendTransaction", "moveHead", 2, Moment.EXIT),
  /** The ledger has the batch; Flink does not know it. */
  COMMITTED_NOT_ACKNOWLEDGED("ledger.AppendTransaction", "run", 2, Moment.EXIT),
  /** The checkpoint's barrier reached the writer, which has not flushed. */
  BARRIER_NOT_FLUSHED("ledger.LedgerSinkWriter", "flush", 1, Moment.ENTER),
  /** The changes are made in Neo4j, the position not; its transaction is open. */
  IN_GRAPH_TRANSACTION("graph.GraphWrite", "apply", 1, Moment.EXIT),
  /** All statements ran in Neo4j; its commit is not sent. With replies lost: sent, not answered. */
  GRAPH_NOT_COMMITTED("graph.Neo4jGraphStore", "apply", 2, Moment.EXIT),
  /** Neo4j committed; the job does not know it. */
  GRAPH_COMMITTED("graph.Neo4jGraphStore", "apply", 1, Moment.EXIT);

  /** On entering a method or on leaving it. */
  enum Moment {
    ENTER,
    EXIT
  }

  private final String type;
  private final String method;
  private final int parameters;
  private final Moment moment;

  Phase(String type, String method, int parameters, Moment moment) {
    this.type = type;
    this.method = method;
    this.parameters = parameters;
    this.moment = moment;
  }

  String type() {
    return "io.contextgraph." + type;
  }

  String method() {
    return method;
  }

  int parameters() {
    return parameters;
  }

  Moment moment() {
    return moment;
  }
}
