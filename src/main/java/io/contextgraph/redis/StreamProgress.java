package io.contextgraph.redis;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tracks how far one stream has been read, how many entries were lost, and whether the stream's
 * history changed. Pure: its inputs are the ids that were read and the replies of XINFO.
 *
 * <p>Losses are counted only at the end of the stream, where the number of entries ever added must
 * equal the number of entries read. Entries up to the consumer group's position are durable, so
 * their removal is not a loss: when the reader passes that position, it adopts the group's count.
 */
final class StreamProgress {
  private StreamSplit split;
  private @Nullable GroupInfo acknowledged;
  private @Nullable StreamInfo earlier;
  private boolean hasRead;

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
    hasRead = true;
    split = split.at(entry, countAt(entry));
    StreamPosition rewoundFrom = split.history().rewoundFrom();
    if (rewoundFrom != null && !rewoundFrom.isAfter(entry)) {
      split = split.with(split.history().passed());
    }
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
   * Whether the stream contradicts what was read from it, or an earlier state of itself: its key,
   * its newest entries or its counters are gone, or removed entries came back.
   *
   * @param info empty if the key does not exist
   */
  boolean isHistoryRewritten(Optional<StreamInfo> info) {
    return hasReadSomething()
        && info.map(
                it ->
                    split.isAheadOf(it)
                        || hasMoreThanWasRead(it)
                        || earlier != null && it.contradicts(earlier))
            .orElse(true);
  }

  /** A start at a given entry may lie beyond the end of the stream. */
  private boolean hasReadSomething() {
    boolean startMayBeAhead = split.entriesRead() == GroupInfo.UNKNOWN && !split.isRewound();
    return !split.position().equals(StreamPosition.ZERO) && (hasRead || !startMayBeAhead);
  }

  private boolean hasMoreThanWasRead(StreamInfo info) {
    return info.endsAt(split.position())
        && split.entriesRead() != GroupInfo.UNKNOWN
        && info.length() > split.entriesRead();
  }

  /** Ends at the last entry that the stream has now. */
  void endAtLastEntry(Optional<StreamInfo> info) {
    split = split.endingAtLastEntry(info);
  }

  /** Remembers a state of the stream, to compare later states with it. */
  void observe(StreamInfo info) {
    earlier = info;
  }

  /**
   * Starts a new epoch at the first entry of the changed stream. Entries already removed from it
   * were read in the old epoch, so they are not lost.
   */
  void startNewEpoch(Optional<StreamInfo> info, String replicationId) {
    acknowledged = null;
    earlier = null;
    split = split.inNewEpoch(replicationId, info.map(StreamInfo::removed).orElse(0L));
  }

  /**
   * Whether the stream was read from a server with another replication id. An unknown id, which is
   * empty, is another one than a known id.
   */
  boolean isFromAnotherServer(String replicationId) {
    String known = split.history().replicationId();
    return !known.isEmpty() && !known.equals(replicationId);
  }

  /** Continues on the server with this replication id at the same position. */
  void adopt(String replicationId) {
    split = split.with(split.history().withReplicationId(replicationId));
  }

  /**
   * Moves back on a server with another replication id, which may lack the newest entries and have
   * given their ids out again. The count is unknown until the end of the stream is reached.
   *
   * @param acknowledgedBefore how far the group was moved on the other server
   * @param group the source's group on that server, null if there is none
   * @return false, without moving back, if the group's position shows that more is gone than that
   *     covers
   */
  boolean rewind(
      String replicationId,
      StreamPosition acknowledgedBefore,
      @Nullable GroupInfo group,
      Rewind rewind) {
    StreamHistory history = split.history();
    StreamPosition from = Optional.ofNullable(history.rewoundFrom()).orElse(split.position());
    StreamPosition to =
        StreamPosition.min(
            split.position(), StreamPosition.max(rewind.from(from), history.skippedUpTo()));
    StreamPosition reached = group == null ? StreamPosition.ZERO : group.lastDelivered();
    if (acknowledgedBefore.isAfter(reached) && to.isAfter(reached)) {
      return false;
    }
    acknowledged = null;
    earlier = null;
    StreamHistory rewound = history.rewound(replicationId, from, reached);
    boolean moves = split.position().isAfter(to) || split.isRewound();
    split = moves ? split.at(to, GroupInfo.UNKNOWN).with(rewound) : split.with(rewound.passed());
    return true;
  }

  /**
   * Whether the counts differ at the end of the stream. Then the group must be read, and passed to
   * {@link #detectLoss}.
   */
  boolean suspectsLoss(StreamInfo info) {
    return isAtEnd(info)
        && split.entriesRead() != GroupInfo.UNKNOWN
        && info.added() > split.entriesRead();
  }

  private boolean isAtEnd(StreamInfo info) {
    return info.endsAt(split.position()) && !split.position().isAfter(info.lastGenerated());
  }

  /**
   * Compares the counts if the end of the stream has been reached; does nothing otherwise.
   *
   * @param group the source's group, read after {@code info}; null if there is none
   * @param movedByAnother whether another instance of the source moved the group, and may have
   *     trimmed entries that this reader has not read: entries up to the group are never lost
   * @return the number of entries removed before they were read, since the last comparison
   */
  long detectLoss(StreamInfo info, @Nullable GroupInfo group, boolean movedByAnother) {
    if (!isAtEnd(info) || split.entriesRead() == info.added()) {
      return 0;
    }
    GroupInfo ahead = group == null ? acknowledged : group;
    boolean passed = ahead == null || !ahead.lastDelivered().isAfter(split.position());
    long count = passed || ahead == null ? split.entriesRead() : ahead.entriesRead();
    long lost = count == GroupInfo.UNKNOWN ? 0 : Math.max(0, info.added() - count);
    if (passed && movedByAnother && group != null) {
      lost = Math.min(lost, lostAfter(group, info));
    }
    split = split.at(info.lastGenerated(), info.added()).withLost(lost);
    split = split.with(split.history().passed());
    return lost;
  }

  /** Entries after the group's position that are gone; 0 where this cannot be known. */
  private static long lostAfter(GroupInfo group, StreamInfo info) {
    boolean unknown =
        group.entriesRead() == GroupInfo.UNKNOWN
            || info.hasEntryBefore(group.lastDelivered().next());
    return unknown ? 0 : Math.max(0, info.added() - group.entriesRead() - info.length());
  }

  /**
   * Another instance of the source moved the group, and may have trimmed entries that this reader
   * has not read. Its count is adopted when the reader passes its position; if that is too late,
   * the count is unknown until the end of the stream is reached.
   */
  void groupMovedByAnother(GroupInfo group) {
    if (group.lastDelivered().isAfter(split.position())) {
      acknowledged = group;
    } else {
      split = split.at(split.position(), GroupInfo.UNKNOWN);
    }
  }

  /** Entries still to be read; an estimate while the count is unknown. */
  long pending(StreamInfo info) {
    return split.entriesRead() == GroupInfo.UNKNOWN
        ? info.length()
        : Math.max(0, info.added() - split.entriesRead());
  }
}
