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
  private final @Nullable GroupInfo group;
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
    long before = split.entriesRead();
    if (group != null
        && entry.isAfter(group.lastDelivered())
        && group.lastDelivered().isAfter(split.position())) {
      before = group.entriesRead();
    }
    long count = before == StreamSplit.UNKNOWN ? StreamSplit.UNKNOWN : before + 1;
    split = with(entry, count, split.lost(), split.history());
    return split;
  }

  /** Whether Redis no longer has the history that was read; then reading starts over. */
  boolean wentBack(Optional<StreamInfo> info) {
    boolean nothingRead = split.position().equals(StreamPosition.ZERO);
    if (nothingRead) {
      return false;
    }
    return info.isEmpty()
        || split.position().isAfter(info.get().lastGenerated())
        || split.entriesRead() > info.get().added();
  }

  void startOver() {
    split = with(StreamPosition.ZERO, 0, split.lost(), split.history() + 1);
  }

  /**
   * Compares with the end of the stream, if that was reached.
   *
   * @return how many entries were found gone before they were read
   */
  long judge(StreamInfo info) {
    if (!info.endsAt(split.position())) {
      return 0;
    }
    StreamPosition position = split.position();
    long count = split.entriesRead();
    if (group != null && group.lastDelivered().isAfter(position)) {
      position = group.lastDelivered();
      count = group.entriesRead();
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
