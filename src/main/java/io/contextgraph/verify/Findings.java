package io.contextgraph.verify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects findings; of each kind it keeps the first ones and counts all. Not thread-safe. */
final class Findings {
  /** Findings of one kind that are kept. */
  static final int KEPT = 1_000;

  private final List<Finding> kept = new ArrayList<>();
  private final Map<FindingKind, Long> counts = new EnumMap<>(FindingKind.class);

  void add(Finding finding) {
    if (counts.merge(finding.kind(), 1L, Long::sum) <= KEPT) {
      kept.add(finding);
    }
  }

  /** Takes back that rows up to a position are missing. */
  void withdrawMissing(long upTo) {
    kept.removeIf(it -> it.kind() == FindingKind.ROW_MISSING && it.last() <= upTo);
    long left = kept.stream().filter(it -> it.kind() == FindingKind.ROW_MISSING).count();
    if (left == 0) {
      counts.remove(FindingKind.ROW_MISSING);
    } else {
      counts.put(FindingKind.ROW_MISSING, left);
    }
  }

  /** Whether the row at one of these positions is known to be changed, missing or inserted. */
  boolean explainRows(Span span) {
    return kept.stream().anyMatch(finding -> finding.isRowWithin(span));
  }

  /** Whether one finding is that all rows of these positions are changed, missing or inserted. */
  boolean areRowsOfAll(Span span) {
    return kept.stream()
        .anyMatch(it -> it.isRowWithin(span) && span.isWithin(new Span(it.first(), it.last())));
  }

  /** The findings that were kept, by position. */
  List<Finding> list() {
    return kept.stream().sorted(Finding.ORDER).toList();
  }

  Map<FindingKind, Long> counts() {
    return Map.copyOf(counts);
  }
}
