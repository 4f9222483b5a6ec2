package io.contextgraph.redis;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tracks how far one stream has been read, how many entries were lost, and whether Redis rewrote
 * the stream's history. Pure: its inputs are the ids that were read and the replies of XINFO.
 *
 * <p>Losses are counted only at the end of the stream, where the number of entries ever added must
 * equal the number of entries read. Entries up to the consumer group's position are durable, so
 * their removal is not a loss: when the reader passes that position, it adopts the group's count.
 */
final class StreamProgress {
  private StreamSplit split;
  private @Nullable GroupInfo acknowledged;

  /**
   * @param acknowledged the source's consumer group when the split was assigned; null if there is
   *     none
   */
  StreamProgress(StreamSplit split, @Nullable GroupInfo acknowledged) {
    this.split = split;
    this.acknowledged = acknowledged;
  }

  StreamSplit split() {
    return split;
  }

  /**
   * Advances to the next entry.
   *
   * @return the split after that entry
   */
  StreamSplit advance(StreamPosition entry) {
    split = at(entry, countAt(entry), split.lostEntries());
    return split;
  }

  private long countAt(StreamPosition entry) {
    GroupInfo group = acknowledged;
    boolean reachesGroup =
        group != null
            && group.lastDelivered().isAfter(split.position())
            && !group.lastDelivered().isAfter(entry);
    return group != null && reachesGroup
        ? plus(group.entriesRead(), entry.equals(group.lastDelivered()) ? 0 : 1)
        : plus(split.entriesRead(), 1);
  }

  private static long plus(long count, int more) {
    return count == GroupInfo.UNKNOWN ? GroupInfo.UNKNOWN : count + more;
  }

  /**
   * Whether the stream no longer contains what was read from it: its key, its newest entries or its
   * counters are gone.
   *
   * @param info empty if the key does not exist
   */
  boolean isHistoryRewritten(Optional<StreamInfo> info) {
    boolean nothingRead =
        split.position().equals(StreamPosition.ZERO) || split.entriesRead() == GroupInfo.UNKNOWN;
    return !nothingRead && info.map(split::isAheadOf).orElse(true);
  }

  /**
   * Starts a new epoch at the first entry of the rewritten stream. Entries already removed from it
   * were read in the old epoch, so they are not lost.
   */
  void startNewEpoch(Optional<StreamInfo> info) {
    acknowledged = null;
    split =
        new StreamSplit(
            split.stream(),
            StreamPosition.ZERO,
            info.map(StreamInfo::removed).orElse(0L),
            split.lostEntries(),
            split.epoch() + 1,
            split.stopAt());
  }

  /**
   * Compares the counts if the end of the stream has been reached; does nothing otherwise.
   *
   * @return the number of entries removed before they were read, since the last comparison
   */
  long detectLoss(StreamInfo info) {
    StreamPosition position = split.position();
    if (!info.endsAt(position) || position.isAfter(info.lastGenerated())) {
      return 0;
    }
    long count = split.entriesRead();
    GroupInfo group = acknowledged;
    if (group != null && group.lastDelivered().isAfter(position)) {
      position = group.lastDelivered();
      count = group.entriesRead();
    }
    long lost = count == GroupInfo.UNKNOWN ? 0 : Math.max(0, info.added() - count);
    split = at(position, info.added(), split.lostEntries() + lost);
    return lost;
  }

  /** Entries still to be read; an estimate while the count is unknown. */
  long pending(StreamInfo info) {
    return split.entriesRead() == GroupInfo.UNKNOWN
        ? info.length()
        : Math.max(0, info.added() - split.entriesRead());
  }

  private StreamSplit at(StreamPosition position, long count, long lostEntries) {
    return new StreamSplit(
        split.stream(), position, count, lostEntries, split.epoch(), split.stopAt());
  }
}
