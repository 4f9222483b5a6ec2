package io.contextgraph.redis;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the split of a stream that has no state yet. If the start skips entries that the consumer
 * group has not passed, a second group is created that protects them from trimming.
 */
final class StartingSplits {
  private static final Logger LOG = LoggerFactory.getLogger(StartingSplits.class);

  private final RedisStreamsOptions options;
  private final StreamInspector redis;
  private final StreamAdmin admin;

  StartingSplits(RedisStreamsOptions options, RedisConnection connection) {
    this.options = options;
    this.redis = new StreamInspector(connection);
    this.admin = new StreamAdmin(connection);
  }

  /**
   * @param appeared whether the stream did not exist at an earlier poll. No earlier run can have
   *     read such a stream, so it is read from its first entry, whatever the start position.
   */
  StreamSplit of(String stream, boolean appeared) {
    return redis.stream(stream)
        .map(info -> of(stream, info, appeared))
        .orElseGet(() -> split(stream, StreamPosition.ZERO, 0, StreamPosition.ZERO));
  }

  private StreamSplit of(String stream, StreamInfo info, boolean appeared) {
    StreamSplit earliest = split(stream, StreamPosition.ZERO, info.removed(), info.lastEntry());
    StartPosition start = options.start();
    return switch (start.kind()) {
      case GROUP ->
          redis
              .group(stream, options.group())
              .map(it -> split(stream, it.lastDelivered(), it.entriesRead(), info.lastEntry()))
              .orElse(earliest);
      case EARLIEST -> earliest;
      case LATEST ->
          appeared ? earliest : skipping(stream, info, info.lastGenerated(), info.added());
      case AFTER -> appeared ? earliest : skipping(stream, info, start.after(), GroupInfo.UNKNOWN);
    };
  }

  private StreamSplit skipping(String stream, StreamInfo info, StreamPosition to, long count) {
    StreamPosition recorded =
        redis
            .group(stream, options.group())
            .map(GroupInfo::lastDelivered)
            .filter(position -> !position.isAfter(info.lastGenerated()))
            .orElse(StreamPosition.ZERO);
    // A start beyond the end of the stream skips entries that are added before it later.
    if (to.isAfter(info.lastGenerated()) || redis.hasEntries(stream, recorded, to)) {
      protect(stream, recorded, to);
    }
    StreamSplit split = split(stream, to, count, info.lastEntry());
    return split.with(split.history().withSkippedUpTo(to));
  }

  private void protect(String stream, StreamPosition after, StreamPosition upTo) {
    LOG.warn(
        "Skipping the entries of stream {} after {} up to {}; group {} protects them and all later"
            + " entries from trimming until it is destroyed",
        stream,
        after,
        upTo,
        options.skippedGroup());
    admin.createGroup(stream, options.skippedGroup(), after);
  }

  private StreamSplit split(
      String stream, StreamPosition position, long count, StreamPosition lastEntry) {
    return StreamSplit.startingAfter(stream, position, count, options.bounded() ? lastEntry : null);
  }
}
