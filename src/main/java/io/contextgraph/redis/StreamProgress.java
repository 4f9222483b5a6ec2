package io.contextgraph.redis;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far one stream was read, what was lost on the way, and whether the stream went back in time.
 * Pure: fed with what was read and with what Redis says of the stream.
 *
 * <p>Loss is judged at the end of the stream only: there, the entries ever added must be those that
 * were read. What the consumer group was told of is durable, so what is gone at or below the
 * group's position is no loss; on passing that position the group's count is taken.
 */
final class StreamProgress {
  private @Nullable GroupInfo group;
  private StreamSplit split;

  StreamProgress(StreamSplit split, @Nullable GroupInfo group) {
    this.split = split;
    this.group = group;
  }

  StreamSplit split() {
    return split;
  }

  /** Takes the next entry; says how the split stands after it. */
  StreamSplit read(StreamPosition entry) {
    long count =
        split.entriesRead() == StreamSplit.UNKNOWN ? StreamSplit.UNKNOWN : split.entriesRead() + 1;
    GroupInfo told = group;
    if (told != null
        && told.lastDelivered().isAfter(split.position())
        && !told.lastDelivered().isAfter(entry)) {
      boolean itself = entry.equals(told.lastDelivered());
      count =
          told.entriesRead() == StreamSplit.UNKNOWN
              ? StreamSplit.UNKNOWN
              : told.entriesRead() + (itself ? 0 : 1);
    }
    split = with(entry, count, split.lost(), split.history());
    return split;
  }

  /** Whether Redis no longer has the history that was read; then reading starts over. */
  boolean wentBack(Optional<StreamInfo> info) {
    boolean nothingRead =
        split.position().equals(StreamPosition.ZERO) || split.entriesRead() == StreamSplit.UNKNOWN;
    return !nothingRead && (info.isEmpty() || split.isAheadOf(info.get()));
  }

  /** From the first entry of the stream as it is now; what it lacks before that was read once. */
  void startOver(Optional<StreamInfo> info) {
    group = null;
    long before = info.map(it -> it.added() - it.length()).orElse(0L);
    split = with(StreamPosition.ZERO, before, split.lost(), split.history() + 1);
  }

  /**
   * Compares with the end of the stream, if that was reached.
   *
   * @return how many entries were found gone before they were read
   */
  long judge(StreamInfo info) {
    StreamPosition position = split.position();
    if (!info.endsAt(position) || position.isAfter(info.lastGenerated())) {
      return 0;
    }
    long count = split.entriesRead();
    GroupInfo told = group;
    if (told != null && told.lastDelivered().isAfter(position)) {
      position = told.lastDelivered();
      count = told.entriesRead();
    }
    long gone = count == StreamSplit.UNKNOWN ? 0 : Math.max(0, info.added() - count);
    split = with(position, info.added(), split.lost() + gone, split.history());
    return gone;
  }

  /** How many entries wait, as far as it is known. */
  long pending(StreamInfo info) {
    return split.entriesRead() == StreamSplit.UNKNOWN
        ? info.length()
        : Math.max(0, info.added() - split.entriesRead());
  }

  private StreamSplit with(StreamPosition position, long count, long lost, int history) {
    return new StreamSplit(split.stream(), position, count, lost, history, split.stopAt());
  }
}
