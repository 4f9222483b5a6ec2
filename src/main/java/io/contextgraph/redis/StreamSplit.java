package io.contextgraph.redis;

import org.apache.flink.api.connector.source.SourceSplit;
import org.jspecify.annotations.Nullable;

/**
 * One stream and how far it was read.
 *
 * @param position the last entry that was emitted
 * @param entriesRead the stream's count of entries ever added, up to {@code position}; {@link
 *     #UNKNOWN} until the end of the stream was seen
 * @param lost entries found gone before they were read
 * @param history how often the stream was found to have gone back in time
 * @param stopAt the last entry to read, or null to go on for ever
 */
public record StreamSplit(
    String stream,
    StreamPosition position,
    long entriesRead,
    long lost,
    int history,
    @Nullable StreamPosition stopAt)
    implements SourceSplit {
  public static final long UNKNOWN = -1;

  /** Whether the stream lost what was read of it, or some of that. */
  boolean isAheadOf(StreamInfo info) {
    return position.isAfter(info.lastGenerated()) || entriesRead > info.added();
  }

  @Override
  public String splitId() {
    return stream;
  }
}
