package io.contextgraph.redis;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the split of a stream that has no state yet. If the start skips entries that the consumer
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
   * @param appeared whether the stream did not exist when Redis was polled before. No earlier run
   *     can have read such a stream, so it is read from its first entry, whatever the start.
   */
  StreamSplit of(String stream, boolean appeared) {
    StreamInfo info = redis.stream(stream).orElse(null);
    StartPosition.Kind kind = options.start().kind();
    if (info == null) {
      return split(stream, StreamPosition.ZERO, 0, StreamPosition.ZERO);
    }
    StreamSplit earliest = split(stream, StreamPosition.ZERO, info.removed(), info.lastEntry());
    if (kind == StartPosition.Kind.EARLIEST || appeared && kind != StartPosition.Kind.GROUP) {
      return earliest;
    }
    Optional<GroupInfo> group = redis.group(stream, options.group());
    if (kind == StartPosition.Kind.GROUP) {
      return group
          .map(it -> split(stream, it.lastDelivered(), it.entriesRead(), info.lastEntry()))
          .orElse(earliest);
    }
    StreamSplit start =
        kind == StartPosition.Kind.LATEST
            ? split(stream, info.lastGenerated(), info.added(), info.lastEntry())
            : split(stream, options.start().after(), GroupInfo.UNKNOWN, info.lastEntry());
    protectSkippedEntries(start, info, group);
    return start;
  }

  private StreamSplit split(
      String stream, StreamPosition position, long count, StreamPosition lastEntry) {
    return StreamSplit.startingAfter(stream, position, count, options.bounded() ? lastEntry : null);
  }

  /** Also where the start lies beyond the stream's end: entries may yet be added before it. */
  private void protectSkippedEntries(
      StreamSplit start, StreamInfo info, Optional<GroupInfo> group) {
    StreamPosition recorded =
        group
            .map(GroupInfo::lastDelivered)
            .filter(position -> !position.isAfter(info.lastGenerated()))
            .orElse(StreamPosition.ZERO);
    if (start.position().isAfter(info.lastGenerated())
        || redis.hasEntries(start.stream(), recorded, start.position())) {
      LOG.warn(
          "Skipping the entries of stream {} after {} up to {}; group {} protects them and all"
              + " later entries from trimming until it is destroyed",
          start.stream(),
          recorded,
          start.position(),
          options.skippedGroup());
      admin.createGroup(start.stream(), options.skippedGroup(), recorded);
    }
  }
}
