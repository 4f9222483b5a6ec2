package io.contextgraph.dedup;

import io.contextgraph.event.ContentHash;
import org.jspecify.annotations.Nullable;

/**
 * The filter's verdict on an event, based on the keyed state of its id. The state records which
 * events arrived, not which were appended: the event that arrived first may have been refused, and
 * the ledger may contain a different event with its id. So the filter never reports a conflict; it
 * leaves contested ids to the ledger.
 */
enum Verdict {
  NEW,
  DUPLICATE,
  CONTESTED;

  /**
   * Stored instead of a hash once an id arrived with two different contents. No hash has version 0.
   */
  private static final byte[] CONTESTED_MARK = {0};

  /**
   * @param before the stored value of the id, or null
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

  /** The value to store for the id after this verdict. */
  byte[] toRemember(byte[] now) {
    return this == CONTESTED ? CONTESTED_MARK.clone() : now;
  }
}
