package io.contextgraph.redis;

/**
 * How far a reader knows about every entry of its stream: it was read, was counted as lost, or was
 * durable before.
 *
 * @param exact false if this is only where a restored reader began: entries removed earlier were
 *     not counted before
 */
record AccountedFor(StreamPosition position, boolean exact) {
  static AccountedFor startOf(StreamSplit split) {
    return new AccountedFor(split.position(), split.history().replicationId().isEmpty());
  }

  static AccountedFor upTo(StreamPosition position) {
    return new AccountedFor(position, true);
  }
}
