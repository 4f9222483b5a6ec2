package io.contextgraph.redis;

/**
 * Chooses how many entries to request in one read: as many as fit into a reply if all are as large
 * as the largest entry of the last reply. Starts small and at most doubles with each read. Pure.
 */
final class ReadSize {
  private static final int INITIAL_ENTRIES = 32;
  private static final int MAX_ENTRIES = 512;

  private final int maxReadBytes;
  private int entries = INITIAL_ENTRIES;

  ReadSize(int maxReadBytes) {
    this.maxReadBytes = maxReadBytes;
  }

  /** The COUNT of an XREAD, which applies to each stream; at least 1. */
  int perStream(int streams) {
    return Math.max(1, entries / streams);
  }

  /**
   * Adapts to a reply.
   *
   * @param largestEntry bytes of its largest entry, 0 if it had none
   * @param truncated whether entries were dropped because the reply was too large
   */
  void adapt(long largestEntry, boolean truncated) {
    if (largestEntry == 0) {
      return;
    }
    long fitting = Math.max(1, maxReadBytes / largestEntry);
    long wanted = truncated ? fitting : entries * 2L;
    entries = (int) Math.min(MAX_ENTRIES, Math.min(fitting, wanted));
  }
}
