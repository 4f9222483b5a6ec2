package io.contextgraph.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * Positions whose row is known to differ so that its leaf may be another one, and for which no tile
 * has the recorded leaf. They alone explain that a hash over them differs. Memory is bounded: after
 * {@link Findings#KEPT} runs of neighbouring positions, the last run takes in what follows. Not
 * thread-safe.
 */
final class UnknownLeaves {
  private final List<Span> runs = new ArrayList<>();

  void add(Span span) {
    int last = runs.size() - 1;
    if (last >= 0 && span.first() >= runs.get(last).first()) {
      Span run = runs.get(last);
      if (span.first() <= run.last() + 1 || runs.size() == Findings.KEPT) {
        runs.set(last, new Span(run.first(), Math.max(run.last(), span.last())));
        return;
      }
    }
    runs.add(span);
  }

  /** Whether one of the positions is within the span. */
  boolean isAnyWithin(Span span) {
    return runs.stream().anyMatch(run -> run.overlaps(span));
  }
}
