package io.contextgraph.redis;

/**
 * Chooses how many entries to request in one read: as many as fit into a reply if they are as large
 * as the recent ones were on average. Starts small, at most doubles with each read, and starts with
 * one entry after a failure, which may mean that Redis closed the connection because the reply was
 * too large for it. Pure.
 */
final class ReadSize {
  static final int MAX_ENTRIES = 512;
  private static final int INITIAL_ENTRIES = 32;
  private static final int MIN_BUDGET = 64 << 10;

  /** The average covers about this many entries. */
  private static final int REMEMBERED_ENTRIES = 16;

  private final int maxReadBytes;
  private int budget;
  private int entries = INITIAL_ENTRIES;
  private double averageBytes;

  ReadSize(int maxReadBytes) {
    this.maxReadBytes = maxReadBytes;
    this.budget = maxReadBytes;
  }

  /** The number of entries to request from all streams of a read; at least 1. */
  int entries() {
    return entries;
  }

  /** The size in bytes that a reply should have at most. */
  int budget() {
    return budget;
  }

  /**
   * Adapts to a reply.
   *
   * @param received the number of entries in the reply
   * @param bytes the size of all of them
   * @param truncated whether entries were dropped because the reply was too large
   */
  void adapt(int received, long bytes, boolean truncated) {
    if (received > 0) {
      double known = averageBytes == 0 ? 0 : REMEMBERED_ENTRIES;
      averageBytes = (averageBytes * known + bytes) / (known + received);
      budget = (int) Math.min(maxReadBytes, budget + (long) budget / 256);
    }
    long fitting = averageBytes == 0 ? MAX_ENTRIES : (long) (budget / averageBytes);
    long wanted = truncated ? fitting : entries * 2L;
    entries = (int) Math.max(1, Math.min(MAX_ENTRIES, Math.min(fitting, wanted)));
  }

  /** Adapts to a read that failed. */
  void failed() {
    entries = 1;
    budget = Math.min(budget, Math.max(MIN_BUDGET, budget / 2));
  }
}
