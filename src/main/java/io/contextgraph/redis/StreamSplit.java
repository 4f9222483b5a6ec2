package io.contextgraph.redis;

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
 * @param epoch how many times Redis was found to have rewritten the stream's history
 * @param stopAt the last entry to read; null to read without end
 */
public record StreamSplit(
    String stream,
    StreamPosition position,
    long entriesRead,
    long lostEntries,
    int epoch,
    @Nullable StreamPosition stopAt)
    implements SourceSplit {

  /** A split from which nothing has been read yet. */
  static StreamSplit startingAfter(
      String stream, StreamPosition position, long entriesRead, @Nullable StreamPosition stopAt) {
    return new StreamSplit(stream, position, entriesRead, 0, 0, stopAt);
  }

  /**
   * Whether the stream no longer contains everything that was read, because its history was
   * rewritten.
   */
  boolean isAheadOf(StreamInfo info) {
    return position.isAfter(info.lastGenerated()) || entriesRead > info.added();
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

  @Override
  public String splitId() {
    return stream;
  }
}
