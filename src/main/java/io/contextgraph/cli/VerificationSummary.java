package io.contextgraph.cli;

import io.contextgraph.verify.FindingKind;
import io.contextgraph.verify.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code ledger verify} found, and what it cannot know, in sentences. */
record VerificationSummary(Verification verification) {
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(result());
    if (verification.treeSize() < verification.position()) {
      lines.add(
          "The tree has leaves for %d of %d positions; the rows after them were verified without it. Run: ledger build-tree"
              .formatted(verification.treeSize(), verification.position()));
    }
    lines.add(reach());
    return lines;
  }

  private String result() {
    String ledger =
        "Ledger %s up to position %d: ".formatted(verification.ledgerId(), verification.position());
    if (verification.found() == 0) {
      return ledger + "consistent; rows, identities, tree, head and schema fit each other.";
    }
    return ledger + Plural.of(verification.found(), "finding", "findings") + counts() + ".";
  }

  private String counts() {
    Map<FindingKind, Long> ordered = new TreeMap<>(verification.counts());
    List<String> counts = new ArrayList<>();
    ordered.forEach((kind, count) -> counts.add(count + " " + kind.text()));
    return " (" + String.join(", ", counts) + ")";
  }

  private String reach() {
    long anchored = verification.anchored();
    long position = verification.position();
    if (anchored == 0) {
      return "No checkpoint from outside was compared, so only inconsistent tampering is found;"
          + " unanchored: positions 1 to "
          + position
          + ".";
    }
    String reached = "A checkpoint confirms positions 1 to " + anchored;
    return anchored >= position
        ? reached + "; none is unanchored."
        : reached
            + "; unanchored, so that only inconsistent tampering is found: positions "
            + (anchored + 1)
            + " to "
            + position
            + ".";
  }
}
