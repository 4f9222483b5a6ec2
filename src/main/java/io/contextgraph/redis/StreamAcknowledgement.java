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
    acknowledgement
        .evidence()
        .or(() -> acknowledge(acknowledgement, history))
        .ifPresent(evidence -> history.doubt(split, evidence));
  }

  /** Returns evidence that the history has just changed; then nothing is trimmed. */
  private Optional<String> acknowledge(Acknowledgement acknowledgement, SharedHistory history) {
    StreamSplit split = acknowledgement.durable();
    claim(acknowledgement, history);
    GroupInfo group = nextState(acknowledgement, history);
    history.moving(group);
    Optional<String> evidence =
        moveGroup(acknowledgement, group).or(() -> checkAgain(acknowledgement, group));
    if (evidence.isEmpty()) {
      StreamPosition trimmed = options.trims() ? trim(acknowledgement) : StreamPosition.ZERO;
      StreamHistory known = split.history().acknowledged(group.lastDelivered(), trimmed);
      history.acknowledged(split.with(known), group);
    }
    return evidence;
  }

  private void claim(Acknowledgement acknowledgement, SharedHistory history) {
    String stream = acknowledgement.durable().stream();
    if (acknowledgement.group().isEmpty()) {
      history.expect(state(StreamPosition.ZERO, GroupInfo.UNKNOWN));
      admin.createGroup(stream, options.group(), StreamPosition.ZERO);
    }
    if (owner != null) {
      marks.claim(stream, options.group(), owner);
    }
  }

  /** The group's state after the acknowledgement. */
  private GroupInfo nextState(Acknowledgement acknowledgement, SharedHistory history) {
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
    return state(split.position(), count);
  }

  private GroupInfo state(StreamPosition position, long count) {
    return new GroupInfo(options.group(), position, count, GroupInfo.UNKNOWN, 0);
  }

  private Optional<String> moveGroup(Acknowledgement acknowledgement, GroupInfo to) {
    if (!acknowledgement.movesGroup()) {
      return Optional.empty();
    }
    String stream = acknowledgement.durable().stream();
    if (!admin.setGroupPosition(stream, to.name(), to.lastDelivered(), to.entriesRead())) {
      return Optional.of("group " + to.name() + " has just vanished");
    }
    metrics.acknowledged();
    return Optional.empty();
  }

  /** A group that was there before, and that SETID has found again, needs no other check. */
  private Optional<String> checkAgain(Acknowledgement acknowledgement, GroupInfo group) {
    boolean found = acknowledgement.group().isPresent() && acknowledgement.movesGroup();
    if (found || !options.trims()) {
      return Optional.empty();
    }
    String stream = acknowledgement.durable().stream();
    return redis.stream(stream)
        .map(later -> acknowledgement.evidenceIn(later, redis.groups(stream), group))
        .orElseGet(() -> Optional.of("its key has just vanished"));
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
