package io.contextgraph.cli;

import io.contextgraph.query.Cut;
import io.contextgraph.query.SessionPlace;

/**
 * What a person reads about an answer that is not complete: which option cut it, and what to do.
 */
record CutNote(Cut cut) {
  String text() {
    return "The answer is not complete: --%s %d was reached; %s."
        .formatted(cut.bound(), cut.value(), advice());
  }

  private String advice() {
    SessionPlace next = cut.next();
    if (next != null) {
      return "continue with --from " + next.from() + " --after " + next.after();
    }
    return cut.value() < cut.greatest()
        ? "it may be up to " + cut.greatest()
        : "it cannot be greater";
  }
}
