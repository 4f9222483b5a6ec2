package io.contextgraph.cli;

import io.contextgraph.event.Reason;
import io.contextgraph.producer.CheckedLine;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;

/**
 * Reports refused lines: the first {@link #SINGLE} one by one, and if there are more, all of them
 * by reason at the end. Memory is bounded.
 */
final class Verdicts {
  static final int SINGLE = 1_000;

  private final PrintWriter err;
  private final LineNumbers refused = new LineNumbers();
  private final Map<Reason, LineNumbers> byReason = new EnumMap<>(Reason.class);

  Verdicts(PrintWriter err) {
    this.err = err;
  }

  /** All lines that were refused. */
  LineNumbers refused() {
    return refused;
  }

  /** Whether a line was refused for this reason. */
  boolean has(Reason reason) {
    return byReason.containsKey(reason);
  }

  void refuse(long number, CheckedLine.Refused refusal) {
    refused.add(number);
    byReason.computeIfAbsent(refusal.faults().reason(), reason -> new LineNumbers()).add(number);
    if (refused.count() <= SINGLE) {
      err.println("line " + number + ": " + CellText.visible(refusal.text()));
    } else if (refused.count() == SINGLE + 1) {
      err.println(
          "line %d is refused too: beyond %d, refused lines are only counted by reason, at the end"
              .formatted(number, SINGLE));
    }
  }

  /** Reports by reason what was not reported line by line. */
  void end() {
    if (refused.count() > SINGLE) {
      byReason.forEach(
          (reason, lines) ->
              err.println("%s: %d refused: %s".formatted(reason, lines.count(), lines.text())));
    }
  }
}
