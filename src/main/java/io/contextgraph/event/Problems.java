package io.contextgraph.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the problems of one entry; keeps the first {@link #MAX_KEPT} of their order. */
final class Problems {
  private static final int MAX_KEPT = 20;

  private final List<Fault> kept = new ArrayList<>(0);
  private @Nullable Fault first;
  private int dropped;

  void add(Reason found, String what) {
    Fault fault = new Fault(found, what);
    if (first == null || found.compareTo(first.reason()) < 0) {
      first = fault;
    }
    kept.add(fault);
    if (kept.size() > MAX_KEPT) {
      kept.remove(Collections.max(kept, Faults.ORDER));
      dropped++;
    }
  }

  boolean isEmpty() {
    return first == null;
  }

  /**
   * The problem whose reason is declared first.
   *
   * @throws IllegalStateException if nothing is wrong
   */
  Fault first() {
    if (first == null) {
      throw new IllegalStateException("an entry was rejected without a reason");
    }
    return first;
  }

  /**
   * All problems, as far as they were kept.
   *
   * @throws IllegalArgumentException if nothing is wrong
   */
  Faults all() {
    return new Faults(kept, dropped);
  }
}
