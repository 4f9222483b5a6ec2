package io.contextgraph.redis;

import java.util.Optional;
import org.apache.flink.api.connector.source.SourceSplit;
import org.jspecify.annotations.Nullable;

/**
 * One stream and how far it has been read.
 *
 * @param stream the stream's key, also the split's id
 * @param position the last entry that was emitted
 * @param entriesRead the stream's count of entries ever added, up to {@code position}; {@link
 *     GroupInfo#UNKNOWN} until the end of the stream has been reached once
 * @param lostEntries entries that were removed from the stream before they were read
 * @param epoch how many times the stream was read again from its first entry
 * @param stopAt the last entry to read; null to read without end
 * @param history by which a change of the stream's history is noticed
 */
public record StreamSplit(
    String stream,
    StreamPosition position,
    long entriesRead,
    long lostEntries,
    int epoch,
    @Nullable StreamPosition stopAt,
    StreamHistory history)
    implements SourceSplit {

  /** A split of an unknown history. */
  public StreamSplit(
      String stream,
      StreamPosition position,
      long entriesRead,
      long lostEntries,
      int epoch,
      @Nullable StreamPosition stopAt) {
    this(stream, position, entriesRead, lostEntries, epoch, stopAt, StreamHistory.UNKNOWN);
  }

  /** A split from which nothing has been read yet. */
  static StreamSplit startingAfter(
      String stream, StreamPosition position, long entriesRead, @Nullable StreamPosition stopAt) {
    return new StreamSplit(stream, position, entriesRead, 0, 0, stopAt);
  }

  StreamSplit at(StreamPosition newPosition, long count) {
    return new StreamSplit(stream, newPosition, count, lostEntries, epoch, stopAt, history);
  }

  StreamSplit withLost(long more) {
    return new StreamSplit(
        stream, position, entriesRead, lostEntries + more, epoch, stopAt, history);
  }

  StreamSplit with(StreamHistory newHistory) {
    return new StreamSplit(stream, position, entriesRead, lostEntries, epoch, stopAt, newHistory);
  }

  /** The same split, read without end. */
  StreamSplit withoutEnd() {
    return endingAt(null);
  }

  /**
   * The same split, read up to the last entry that the stream has now.
   *
   * @param info empty if the key does not exist
   */
  StreamSplit endingAtLastEntry(Optional<StreamInfo> info) {
    return endingAt(info.map(StreamInfo::lastEntry).orElse(StreamPosition.ZERO));
  }

  StreamSplit endingAt(@Nullable StreamPosition last) {
    return new StreamSplit(stream, position, entriesRead, lostEntries, epoch, last, history);
  }

  /** The stream's first entry, in a new epoch. */
  StreamSplit inNewEpoch(String replicationId, long removed) {
    return new StreamSplit(
        stream,
        StreamPosition.ZERO,
        removed,
        lostEntries,
        epoch + 1,
        stopAt,
        StreamHistory.startingAt(replicationId));
  }

  /**
   * Whether the stream no longer contains everything that was read, because its history was
   * rewritten.
   */
  boolean isAheadOf(StreamInfo info) {
    StreamPosition rewoundFrom = history.rewoundFrom();
    return position.isAfter(info.lastGenerated())
        || entriesRead > info.added()
        || rewoundFrom != null && rewoundFrom.isAfter(info.lastGenerated());
  }

  /**
   * Whether entries are read again that were read before the replication id changed. Nothing is
   * acknowledged meanwhile.
   */
  boolean isRewound() {
    return history.rewoundFrom() != null;
  }

  /** Whether no server was ever read for this split, and no start has skipped entries. */
  boolean isUnread() {
    return position.equals(StreamPosition.ZERO) && history.replicationId().isEmpty();
  }

  /** Whether an entry comes after the last one to read. */
  boolean endsBefore(StreamPosition entry) {
    return stopAt != null && entry.isAfter(stopAt);
  }

  /** Whether the split is finished once an entry has been read. */
  boolean isFinishedAt(StreamPosition entry) {
    return stopAt != null && !stopAt.isAfter(entry);
  }

  /** Whether this split covers less of the stream than another split of the same stream. */
  boolean isBehind(StreamSplit other) {
    return epoch < other.epoch || epoch == other.epoch && other.position.isAfter(position);
  }

  /** Whether both splits belong to the same history of the stream. */
  boolean continuesHistoryOf(StreamSplit other) {
    return epoch == other.epoch && history.replicationId().equals(other.history.replicationId());
  }

  @Override
  public String splitId() {
    return stream;
  }
}
