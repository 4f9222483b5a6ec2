package io.contextgraph.dedup;

import io.contextgraph.event.ContentHash;
import org.jspecify.annotations.Nullable;

/**
 * What to think of an event whose id was, or was not, seen before. The keyed state knows what was
 * seen, not what was recorded: an event seen first may have been refused, and another content under
 * its id be the one in the ledger. So only the ledger tells a conflict.
 */
enum FirstSeen {
  NEW,
  DUPLICATE,
  CONTESTED;

  /** Remembered instead of a hash once two contents came under one id. No hash has version 0. */
  private static final byte[] MANY = {0};

  /**
   * @param before what is remembered of the id, or null
   */
  static FirstSeen judge(byte @Nullable [] before, byte[] now) {
    if (before == null) {
      return NEW;
    }
    return before[0] == MANY[0] || ContentHash.conflict(before, now) ? CONTESTED : DUPLICATE;
  }

  /** What is to be remembered of the id after this verdict. */
  byte[] remember(byte[] now) {
    return this == CONTESTED ? MANY.clone() : now;
  }
}
