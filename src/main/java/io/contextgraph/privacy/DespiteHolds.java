package io.contextgraph.privacy;

import java.util.List;

/**
 * The holds in spite of which an erasure was made.
 *
 * @param count all of them
 * @param listed the oldest of them, the oldest first, at most {@link #MAX_LISTED}
 */
public record DespiteHolds(long count, List<DespiteHold> listed) {
  /** Holds that are listed. */
  public static final int MAX_LISTED = 20;

  /** Nothing was held. */
  public static final DespiteHolds NONE = new DespiteHolds(0, List.of());

  public DespiteHolds {
    listed = List.copyOf(listed);
    if (listed.size() > MAX_LISTED || listed.size() > count) {
      throw new IllegalArgumentException(listed.size() + " of " + count + " holds are listed");
    }
  }

  /** All of these, the oldest first. */
  public static DespiteHolds of(List<DespiteHold> all) {
    return new DespiteHolds(all.size(), all.subList(0, Math.min(all.size(), MAX_LISTED)));
  }
}
