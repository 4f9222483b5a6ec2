package io.contextgraph.redis;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a split knows about the history of its stream, by which a later change of it is noticed.
 *
 * @param replicationId the replication id of the Redis server that the stream was read from; empty
 *     while unknown
 * @param rewoundFrom the position that the reader moved back from when the replication id changed,
 *     until the reader has passed it again; null otherwise
 * @param acknowledged how far the source has moved its consumer group in this history, zero if not
 *     at all
 * @param trimmedBefore the source has removed all entries before this one in this history
 * @param skippedUpTo the position at which a start skipped entries on purpose, zero if none; the
 *     reader never moves back before it
 */
public record StreamHistory(
    String replicationId,
    @Nullable StreamPosition rewoundFrom,
    StreamPosition acknowledged,
    StreamPosition trimmedBefore,
    StreamPosition skippedUpTo)
    implements Serializable {
  /** The history of a stream from which nothing has been read. */
  public static final StreamHistory UNKNOWN = startingAt("");

  /** A history of which nothing was acknowledged. */
  static StreamHistory startingAt(String replicationId) {
    return new StreamHistory(
        replicationId, null, StreamPosition.ZERO, StreamPosition.ZERO, StreamPosition.ZERO);
  }

  StreamHistory withReplicationId(String id) {
    return new StreamHistory(id, rewoundFrom, acknowledged, trimmedBefore, skippedUpTo);
  }

  StreamHistory withSkippedUpTo(StreamPosition position) {
    return new StreamHistory(replicationId, rewoundFrom, acknowledged, trimmedBefore, position);
  }

  /**
   * The history on a server with another replication id.
   *
   * @param from the position that the reader moves back from
   * @param group the position of the source's group on that server
   */
  StreamHistory rewound(String id, StreamPosition from, StreamPosition group) {
    return new StreamHistory(id, from, group, StreamPosition.ZERO, skippedUpTo);
  }

  /** The same history once the reader has passed the position that it moved back from. */
  StreamHistory passed() {
    return new StreamHistory(replicationId, null, acknowledged, trimmedBefore, skippedUpTo);
  }

  /** Adds an acknowledgement; neither position moves backward. */
  StreamHistory acknowledged(StreamPosition position, StreamPosition trimmed) {
    return new StreamHistory(
        replicationId,
        rewoundFrom,
        StreamPosition.max(acknowledged, position),
        StreamPosition.max(trimmedBefore, trimmed),
        skippedUpTo);
  }
}
