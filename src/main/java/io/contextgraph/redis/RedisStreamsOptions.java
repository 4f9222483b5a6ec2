package io.contextgraph.redis;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link RedisStreamsSource} reads, and how.
 *
 * @param streams keys to read; they need not exist yet
 * @param pattern glob pattern (SCAN MATCH) of further keys, or null
 * @param group the consumer group that is told what was read
 * @param start where to start a stream for which there is no state
 * @param startId the entry id to start after, for {@link Start#ID}
 * @param bounded end at what the streams held at the start
 * @param trim drop entries from Redis once a completed checkpoint covers them; not where {@code
 *     start} skips entries
 * @param failOnLoss fail when entries are found gone before they were read, instead of counting
 *     them
 * @param maxEntryBytes of a larger entry only the head is kept
 * @param maxReadBytes bytes of entries held of one reply
 * @param block how long one read waits for entries
 * @param discovery how often new streams are looked for
 */
public record RedisStreamsOptions(
    List<String> streams,
    @Nullable String pattern,
    String group,
    Start start,
    @Nullable StreamPosition startId,
    boolean bounded,
    boolean trim,
    boolean failOnLoss,
    int maxEntryBytes,
    int maxReadBytes,
    Duration block,
    Duration discovery)
    implements Serializable {

  /** Where a stream is started. */
  public enum Start {
    /** After the group's position; at the first entry if there is no group. */
    GROUP,
    EARLIEST,
    LATEST,
    ID
  }

  public RedisStreamsOptions {
    streams = List.copyOf(streams);
    if (start == Start.ID && startId == null) {
      throw new IllegalArgumentException("start ID needs an entry id");
    }
  }

  /**
   * Whether entries are dropped: never where the start skipped some, which nobody has recorded and
   * which XTRIM could not spare.
   */
  boolean trims() {
    return trim && (start == Start.GROUP || start == Start.EARLIEST);
  }

  /**
   * A group that stands before entries that a start skipped, so that no trimming reaches them, also
   * not that of a later run which starts elsewhere. To give them up, destroy the group.
   */
  String skippedGroup() {
    return group + ":skipped";
  }

  /** Continuous, from the group's position, trimming what is durable. */
  public static RedisStreamsOptions of(List<String> streams, String group) {
    return new RedisStreamsOptions(
        streams,
        null,
        group,
        Start.GROUP,
        null,
        false,
        true,
        false,
        1 << 20,
        4 << 20,
        Duration.ofMillis(200),
        Duration.ofSeconds(10));
  }

  public RedisStreamsOptions withBounded(boolean now) {
    return new RedisStreamsOptions(
        streams,
        pattern,
        group,
        start,
        startId,
        now,
        trim,
        failOnLoss,
        maxEntryBytes,
        maxReadBytes,
        block,
        discovery);
  }
}
