package io.contextgraph.ledger;

/**
 * Decides which positions the source reads next: at most a page at a time, never past the ledger's
 * head, and never more than a fixed number of positions past what the consumer's store has reached.
 */
final class ReadWindow {
  private final int size;
  private final int page;
  private boolean started;
  private long position;
  private long reached;

  /**
   * @param size how many positions may be read ahead of the consumer's store
   * @param page how many positions are read at once
   */
  ReadWindow(int size, int page) {
    this.size = size;
    this.page = page;
  }

  /** Forgets the position; the next call of {@link #reached} sets it. */
  void restart() {
    stop();
    position = 0;
    reached = 0;
  }

  /**
   * Closes until the next call of {@link #reached}. Reading then continues after the last position,
   * or at the consumer's store if that is further, or was reset to an older position meanwhile.
   */
  void stop() {
    started = false;
  }

  boolean isStarted() {
    return started;
  }

  /**
   * Sets the position of the consumer's store; the first call after a restart or a stop also sets
   * where reading starts.
   */
  void reached(long byConsumer) {
    if (!started) {
      position = byConsumer < reached ? byConsumer : Math.max(position, byConsumer);
      started = true;
    }
    reached = byConsumer;
  }

  /** Whether a position may be read without polling the consumer's store first. */
  boolean isOpen() {
    return started && position < reached + size;
  }

  /** The last position that was read, or that the consumer had reached at the start. */
  long position() {
    return position;
  }

  /**
   * The inclusive end of the next page; not after {@link #position} if there is nothing to read.
   */
  long pageEnd(long head) {
    return Math.min(head, Math.min(position + page, reached + size));
  }

  void readTo(long end) {
    position = end;
  }
}
