package io.contextgraph.fault.agent;

/**
 * A moment at which a fault can matter: a place in the job's code where {@link FaultAgent} holds a
 * thread. The job's jar contains none of this.
 */
public enum Moment {
  /** Entries were read from Redis and not emitted. */
  READ_NOT_EMITTED("redis.RedisSplitReader", "emit", 2, Edge.ENTER),
  /** The source's positions are in a checkpoint that is not complete. */
  SNAPSHOTTED("redis.RedisSourceReader", "snapshotState", 1, Edge.EXIT),
  /** The checkpoint is complete; the entries are not acknowledged to Redis. */
  COMPLETE_NOT_ACKNOWLEDGED("redis.StreamAdmin", "setGroupPosition", 4, Edge.ENTER),
  /** The consumer group's position moved; the acknowledged entries are not trimmed. */
  ACKNOWLEDGED_NOT_TRIMMED("redis.StreamAdmin", "trimBelow", 2, Edge.ENTER),
  /** A COPY has started, none of its rows was sent, and the head row is locked. */
  COPYING("ledger.CopyBuffer", "bytes", 0, Edge.EXIT),
  /** The rows are copied and the head is moved; the transaction is not committed. */
  COPIED_NOT_COMMITTED("ledger.LockedHead", "moveTo", 4, Edge.EXIT),
  /** The append is committed; the writer has not received its result. */
  COMMITTED_NOT_REPORTED("ledger.AppendTransaction", "run", 2, Edge.EXIT),
  /** The checkpoint barrier has reached the writer, which has not flushed. */
  BARRIER_NOT_FLUSHED("ledger.LedgerSinkWriter", "flush", 1, Edge.ENTER),
  /** The Neo4j transaction has made its changes but not moved the position. */
  IN_GRAPH_TRANSACTION("graph.GraphWriter", "project", 1, Edge.EXIT),
  /** All statements ran in Neo4j; the commit was not sent or, with replies lost, not answered. */
  GRAPH_NOT_COMMITTED("graph.Neo4jGraphStore", "apply", 3, Edge.EXIT),
  /** Neo4j has committed; the writer has not received the result. */
  GRAPH_COMMITTED("graph.Neo4jGraphStore", "apply", 1, Edge.EXIT);

  /** Whether a thread is held on entering the method or on leaving it. */
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
