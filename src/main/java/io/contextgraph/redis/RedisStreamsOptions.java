package io.contextgraph.redis;

import java.io.Serial;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of a {@link RedisStreamsSource}, created by {@link #builder()}.
 *
 * @param streams keys to read; they need not exist yet
 * @param pattern glob pattern (SCAN MATCH) of further keys, or null
 * @param group the consumer group whose position follows the completed checkpoints
 * @param start where to start a stream without state
 * @param bounded whether to stop at the last entry that each stream contained at the start
 * @param trim whether to remove entries from Redis that a completed checkpoint covers
 * @param failOnLoss whether to fail when entries were removed before they were read; otherwise they
 *     are counted
 * @param maxEntryBytes the size up to which an entry is read completely, at least 65,536; only the
 *     head of a larger entry is read
 * @param maxReadBytes the maximum size of the entries kept from one reply
 * @param maxKeyBytes the longest key that is read
 * @param block how long one XREAD waits for entries
 * @param discoveryInterval how often to poll for new streams
 * @param reconnectTimeout how long a reader tries to reach Redis before it fails, at least a second
 * @param rewind how far to move back when the replication id of Redis changed: how far the clocks
 *     of two Redis servers may differ
 * @param groupOwner names the owner of the group; null if it has none
 */
public record RedisStreamsOptions(
    List<String> streams,
    @Nullable String pattern,
    String group,
    StartPosition start,
    boolean bounded,
    boolean trim,
    boolean failOnLoss,
    int maxEntryBytes,
    int maxReadBytes,
    int maxKeyBytes,
    Duration block,
    Duration discoveryInterval,
    Duration reconnectTimeout,
    Duration rewind,
    @Nullable GroupOwner groupOwner)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1;
  private static final Duration MIN_INTERVAL = Duration.ofMillis(1);
  private static final Duration MIN_RECONNECT_TIMEOUT = Duration.ofSeconds(1);

  /**
   * @throws IllegalArgumentException if an option is invalid or missing; the message names it
   */
  public RedisStreamsOptions {
    streams = List.copyOf(streams);
    require(!streams.isEmpty() || pattern != null, "streams or pattern must be set");
    require(!group.isBlank(), "group must be set");
    // A shorter limit would also shorten keys and the replies of INFO and XINFO.
    require(
        maxEntryBytes >= RedisConnection.MAX_STRING_BYTES,
        "maxEntryBytes must be at least " + RedisConnection.MAX_STRING_BYTES);
    require(maxReadBytes > 0, "maxReadBytes must be positive");
    require(
        maxKeyBytes > 0 && maxKeyBytes <= StreamKeys.MAX_BYTES,
        "maxKeyBytes must be between 1 and " + StreamKeys.MAX_BYTES);
    for (String key : streams) {
      require(
          key.getBytes(StandardCharsets.UTF_8).length <= maxKeyBytes,
          "a key in streams is longer than maxKeyBytes (" + maxKeyBytes + ")");
    }
    // XREAD treats BLOCK 0 as an infinite wait.
    require(block.compareTo(MIN_INTERVAL) >= 0, "block must be at least 1 ms");
    require(
        discoveryInterval.compareTo(MIN_INTERVAL) >= 0, "discoveryInterval must be at least 1 ms");
    // A task that restarts forgets which entry has cost the connection.
    require(
        reconnectTimeout.compareTo(MIN_RECONNECT_TIMEOUT) >= 0,
        "reconnectTimeout must be at least 1 s");
    require(!rewind.isNegative(), "rewind must not be negative");
  }

  private static void require(boolean valid, String otherwise) {
    if (!valid) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /**
   * The default options; {@code group} and one of {@code streams} and {@code pattern} must still be
   * set.
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Whether to trim. Never if the start may skip entries: they are recorded nowhere, and XTRIM
   * cannot exclude them.
   */
  boolean trims() {
    return trim && !start.maySkipEntries();
  }

  /** Whether a split of an endless run must be given an end, because this run is bounded. */
  boolean lacksEnd(StreamSplit split) {
    return bounded && split.stopAt() == null;
  }

  /**
   * The group that protects skipped entries from trimming, including by later runs that start
   * elsewhere: its position stays before them. To release the entries, destroy the group.
   */
  String skippedGroup() {
    return group + ":skipped";
  }

  /** Collects options; see the components of {@link RedisStreamsOptions}. */
  public static final class Builder {
    private List<String> streams = List.of();
    private @Nullable String pattern;
    private String group = "";
    private StartPosition start = StartPosition.group();
    private boolean bounded;
    private boolean trim;
    private boolean failOnLoss;
    private int maxEntryBytes = 1 << 20;
    private int maxReadBytes = 4 << 20;
    private int maxKeyBytes = StreamKeys.MAX_BYTES;
    private Duration block = Duration.ofMillis(200);
    private Duration discoveryInterval = Duration.ofSeconds(10);
    private Duration reconnectTimeout = Duration.ofSeconds(30);
    private Duration rewind = Duration.ofMinutes(5);
    private @Nullable GroupOwner groupOwner;

    private Builder() {}

    public Builder streams(List<String> keys) {
      streams = keys;
      return this;
    }

    public Builder pattern(@Nullable String glob) {
      pattern = glob;
      return this;
    }

    public Builder group(String name) {
      group = name;
      return this;
    }

    public Builder start(StartPosition position) {
      start = position;
      return this;
    }

    public Builder bounded(boolean endAtLastEntry) {
      bounded = endAtLastEntry;
      return this;
    }

    public Builder trim(boolean afterCheckpoints) {
      trim = afterCheckpoints;
      return this;
    }

    public Builder failOnLoss(boolean fail) {
      failOnLoss = fail;
      return this;
    }

    public Builder maxEntryBytes(int bytes) {
      maxEntryBytes = bytes;
      return this;
    }

    public Builder maxReadBytes(int bytes) {
      maxReadBytes = bytes;
      return this;
    }

    public Builder maxKeyBytes(int bytes) {
      maxKeyBytes = bytes;
      return this;
    }

    public Builder block(Duration time) {
      block = time;
      return this;
    }

    public Builder discoveryInterval(Duration interval) {
      discoveryInterval = interval;
      return this;
    }

    public Builder reconnectTimeout(Duration time) {
      reconnectTimeout = time;
      return this;
    }

    public Builder rewind(Duration by) {
      rewind = by;
      return this;
    }

    public Builder groupOwner(@Nullable GroupOwner owner) {
      groupOwner = owner;
      return this;
    }

    /**
     * @throws IllegalArgumentException if an option is invalid or missing; the message names it
     */
    public RedisStreamsOptions build() {
      return new RedisStreamsOptions(
          streams,
          pattern,
          group,
          start,
          bounded,
          trim,
          failOnLoss,
          maxEntryBytes,
          maxReadBytes,
          maxKeyBytes,
          block,
          discoveryInterval,
          reconnectTimeout,
          rewind,
          groupOwner);
    }
  }
}
