package io.contextgraph.dedup;

import io.contextgraph.event.ContentHash;
import org.jspecify.annotations.Nullable;

/** What to think of an event whose id was, or was not, seen before. */
enum FirstSeen {
  NEW,
  DUPLICATE,
  CONFLICT;

  /**
   * @param before the content hash under which the id was first seen, or null
   */
  static FirstSeen judge(byte @Nullable [] before, byte[] now) {
    if (before == null) {
      return NEW;
    }
    return ContentHash.conflict(before, now) ? CONFLICT : DUPLICATE;
  }
}
