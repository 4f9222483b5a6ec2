package io.contextgraph.fault.agent;

/**
 * The moments at which a fault can matter, each a place in the job's own code where {@link
 * FaultAgent} holds a thread. Nothing of this is in the job's jar.
 */
public enum Moment {
  /** Entries came from Redis; nothing of them was emitted. */
  READ_NOT_EMITTED("redis.RedisSplitReader", "take", 2, Edge.ENTER),
  /** The source gave its positions to a checkpoint that is not complete. */
  SNAPSHOTTED("redis.RedisSourceReader", "snapshotState", 1, Edge.EXIT),
  /** The checkpoint is complete; Redis was not told. */
  COMPLETE_NOT_ACKNOWLEDGED("redis.RedisSession", "setGroupPosition", 4, Edge.ENTER),
  /** The consumer group moved; what it covers was not trimmed. */
  ACKNOWLEDGED_NOT_TRIMMED("redis.RedisSession", "trimBelow", 2, Edge.ENTER),
  /** A COPY has begun and none of its rows was sent; the head is locked. */
  COPYING("ledger.CopyBuffer", "bytes", 0, Edge.EXIT),
  /** The ledger's rows are copied and its head moved, but not committed. */
  COPIED_NOT_COMMITTED("ledger.LockedHead", "moveTo", 2, Edge.EXIT),
  /** The ledger has the batch; Flink does not know it. */
  COMMITTED_NOT_REPORTED("ledger.AppendTransaction", "run", 2, Edge.EXIT),
  /** The checkpoint's barrier reached the writer, which has not flushed. */
  BARRIER_NOT_FLUSHED("ledger.LedgerSinkWriter", "flush", 1, Edge.ENTER),
  /** The changes are made in Neo4j, the position not; its transaction is open. */
  IN_GRAPH_TRANSACTION("graph.GraphWriter", "project", 1, Edge.EXIT),
  /** All statements ran in Neo4j; its commit is not sent. With replies lost: sent, not answered. */
  GRAPH_NOT_COMMITTED("graph.Neo4jGraphStore", "apply", 3, Edge.EXIT),
  /** Neo4j committed; the job does not know it. */
  GRAPH_COMMITTED("graph.Neo4jGraphStore", "apply", 1, Edge.EXIT);

  /** On entering a method or on leaving it. */
  enum Edge {
    ENTER,
    EXIT
  }

  private final String type;
  private final String method;
  private final int parameters;
  private final Edge edge;

  Moment(String type, String method, int parameters, Edge edge) {
    this.type = type;
    this.method = method;
    this.parameters = parameters;
    this.edge = edge;
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

  Edge edge() {
    return edge;
  }
}
