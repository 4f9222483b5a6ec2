package io.contextgraph.redis;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one reader knows about one stream beyond its split. Shared by the fetcher thread, which
 * starts epochs and corrects splits, the acknowledger thread, and the task thread, which puts
 * splits into checkpoints. Thread-safe.
 */
final class SharedHistory {
  private int epoch;

  /** The first split of the epoch, as corrected before anything was emitted after it. */
  private @Nullable StreamSplit first;

  private @Nullable StreamSplit doubted;
  private String evidence = "";
  private @Nullable StreamSplit acknowledged;
  private boolean groupKnown;
  private @Nullable GroupInfo group;

  /** Where this reader is moving the group to, or has just moved it from. */
  private @Nullable GroupInfo alternative;

  private @Nullable GroupInfo moved;
  private @Nullable StreamSplit uncorrected;
  private @Nullable StreamSplit corrected;

  /** The stream is read again, from this split on. */
  synchronized void beginEpoch(StreamSplit from) {
    epoch = from.epoch();
    first = from;
    groupKnown = false;
    alternative = null;
    moved = null;
  }

  /** Whether the split belongs to an earlier epoch, so that nothing may be acknowledged by it. */
  synchronized boolean isOutdated(StreamSplit split) {
    return split.epoch() < epoch;
  }

  /** The acknowledger found that the stream's history is not the split's. */
  synchronized void doubt(StreamSplit split, String reason) {
    doubted = split;
    evidence = reason;
  }

  /** Why the history of a split is doubted; empty if it is not. */
  synchronized Optional<String> doubtAbout(StreamSplit split) {
    return doubted != null && doubted.continuesHistoryOf(split)
        ? Optional.of(evidence)
        : Optional.empty();
  }

  /** The split changed although no entry was emitted. */
  synchronized void correct(StreamSplit before, StreamSplit after) {
    boolean continues = corrected != null && corrected.equals(before);
    uncorrected = continues ? uncorrected : before;
    corrected = after;
    first = before.equals(first) ? after : first;
  }

  /**
   * The split to put into a checkpoint: corrected, in the epoch that has begun, and with what was
   * acknowledged of it.
   */
  synchronized StreamSplit current(StreamSplit emitted) {
    return withAcknowledged(corrected(emitted));
  }

  private StreamSplit corrected(StreamSplit emitted) {
    if (corrected != null && emitted.equals(uncorrected)) {
      return corrected;
    }
    return first != null && isOutdated(emitted) ? first : emitted;
  }

  /** Adds to a split what was acknowledged in the same history of its stream. */
  synchronized StreamSplit withAcknowledged(StreamSplit split) {
    StreamSplit last = acknowledged;
    return last == null || !last.continuesHistoryOf(split)
        ? split
        : split.with(
            split
                .history()
                .acknowledged(last.history().acknowledged(), last.history().trimmedBefore()));
  }

  /** The split that was acknowledged last, null if none was. */
  synchronized @Nullable StreamSplit acknowledged() {
    return acknowledged;
  }

  /**
   * A split was acknowledged.
   *
   * @param now the group's position and count since then
   */
  synchronized void acknowledged(StreamSplit split, GroupInfo now) {
    GroupInfo before = group;
    acknowledged = split;
    expect(now);
    // A reply from before the move may not have been compared yet.
    alternative = before;
  }

  /** This reader is about to move the group: until that is known, both states are its own. */
  synchronized void moving(GroupInfo to) {
    alternative = to;
  }

  /** The group is as expected; later changes that this reader does not make are another's. */
  synchronized void expect(@Nullable GroupInfo now) {
    groupKnown = true;
    group = now;
    alternative = null;
  }

  /** Whether another instance of the source moved the group. */
  synchronized boolean isMovedByAnother(@Nullable GroupInfo now) {
    return groupKnown && now != null && !isSameState(group, now) && !isSameState(alternative, now);
  }

  private static boolean isSameState(@Nullable GroupInfo expected, GroupInfo now) {
    return expected != null
        && expected.lastDelivered().equals(now.lastDelivered())
        && expected.entriesRead() == now.entriesRead();
  }

  /** Another instance moved the group. */
  synchronized void groupMoved(GroupInfo now) {
    moved = now;
    expect(now);
  }

  /** The group as another instance moved it, once; null if it did not. */
  synchronized @Nullable GroupInfo takeMovedGroup() {
    GroupInfo taken = moved;
    moved = null;
    return taken;
  }
}
