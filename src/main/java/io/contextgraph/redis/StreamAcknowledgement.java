package io.contextgraph.redis;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acknowledges one stream's split over an open connection: sets the consumer group's position and
 * trims the entries before it that no other group needs. Does neither if the stream's history is
 * not the split's.
 */
final class StreamAcknowledgement {
  private static final Logger LOG = LoggerFactory.getLogger(StreamAcknowledgement.class);

  private final StreamInspector redis;
  private final StreamAdmin admin;
  private final GroupMarks marks;
  private final RedisStreamsOptions options;
  private final RedisSourceMetrics metrics;
  private final @Nullable String owner;

  /**
   * @param owner the owner of the group, null if it has none
   */
  StreamAcknowledgement(
      RedisConnection connection,
      RedisStreamsOptions options,
      RedisSourceMetrics metrics,
      @Nullable String owner) {
    this.redis = new StreamInspector(connection);
    this.admin = new StreamAdmin(connection);
    this.marks = new GroupMarks(connection);
    this.options = options;
    this.metrics = metrics;
    this.owner = owner;
  }

  /**
   * @throws ForeignGroupException if the group belongs to another owner
   */
  void run(StreamSplit split, SharedHistory history) {
    String stream = split.stream();
    Optional<StreamInfo> info = redis.stream(stream);
    // A split ahead of the stream belongs to a history that was rewritten after the checkpoint.
    if (info.isEmpty() || split.isAheadOf(info.get())) {
      return;
    }
    Acknowledgement acknowledgement =
        new Acknowledgement(
            history.withAcknowledged(split),
            history.acknowledged(),
            info.get(),
            redis.groups(stream),
            options.group());
    Optional<String> evidence = acknowledgement.evidence();
    if (evidence.isPresent()) {
      history.doubt(split, evidence.get());
    } else {
      claim(stream, acknowledgement.group().isPresent());
      GroupInfo group = moveGroup(acknowledgement, history);
      StreamPosition trimmed = options.trims() ? trim(acknowledgement) : StreamPosition.ZERO;
      StreamHistory known = acknowledgement.durable().history();
      history.acknowledged(split.with(known.acknowledged(group.lastDelivered(), trimmed)), group);
    }
  }

  private void claim(String stream, boolean exists) {
    if (owner != null) {
      if (!exists) {
        admin.createGroup(stream, options.group(), StreamPosition.ZERO);
      }
      marks.claim(stream, options.group(), owner);
    }
  }

  /** Returns the group's new state. */
  private GroupInfo moveGroup(Acknowledgement acknowledgement, SharedHistory history) {
    StreamSplit split = acknowledgement.durable();
    GroupInfo before = acknowledgement.group().orElse(null);
    boolean movedByAnother = history.isMovedByAnother(before);
    if (before != null && movedByAnother) {
      history.groupMoved(before);
    }
    if (before != null && !acknowledgement.movesGroup()) {
      return before;
    }
    long count = movedByAnother ? GroupInfo.UNKNOWN : split.entriesRead();
    admin.setGroupPosition(split.stream(), options.group(), split.position(), count);
    metrics.acknowledged();
    return new GroupInfo(options.group(), split.position(), count, GroupInfo.UNKNOWN, 0);
  }

  /** Returns the first entry that was kept. */
  private StreamPosition trim(Acknowledgement acknowledgement) {
    StreamSplit split = acknowledgement.durable();
    String stream = split.stream();
    List<GroupInfo> groups = acknowledgement.groups();
    TrimLimit limit =
        TrimLimit.of(
            split.position(),
            groups,
            options.group(),
            group -> redis.oldestPending(stream, group.name()));
    long trimmed = admin.trimBelow(stream, limit.first());
    metrics.entriesTrimmed(trimmed);
    long held = limit.held(acknowledgement.stream(), trimmed, split.entriesRead());
    metrics.held().update(stream, limit, held, System.nanoTime()).ifPresent(LOG::warn);
    return limit.first();
  }
}
