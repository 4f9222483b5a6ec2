package io.contextgraph.dedup;

import io.contextgraph.event.ContentHash;
import org.jspecify.annotations.Nullable;

/**
 * The filter's verdict on an event, from what the keyed state remembers of its id. The state knows
 * which events arrived, not which were recorded: the event that arrived first may have been
 * refused, and the ledger may contain another event under its id. So the filter never reports a
 * conflict; it leaves contested ids to the ledger.
 */
enum Verdict {
  NEW,
  DUPLICATE,
  CONTESTED;

  /** Remembered instead of a hash once an id arrived with two contents. No hash has version 0. */
  private static final byte[] CONTESTED_MARK = {0};

  /**
   * @param before what is remembered of the id, or null
   * @param now the content hash of the event that arrived
   */
  static Verdict of(byte @Nullable [] before, byte[] now) {
    if (before == null) {
      return NEW;
    }
    return before[0] == CONTESTED_MARK[0] || ContentHash.conflict(before, now)
        ? CONTESTED
        : DUPLICATE;
  }

  /** What to remember of the id after this verdict. */
  byte[] toRemember(byte[] now) {
    return this == CONTESTED ? CONTESTED_MARK.clone() : now;
  }
}
