package io.contextgraph.retention;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Months that were restored.
 *
 * @param keptUntil by the beginning of the month
 */
record RestoredMonths(Map<Instant, Instant> keptUntil) {
  RestoredMonths {
    keptUntil = Map.copyOf(keptUntil);
  }

  Optional<Instant> keptUntil(Month month) {
    return Optional.ofNullable(keptUntil.get(month.lower()));
  }
}
