package io.contextgraph.cli;

import io.contextgraph.verify.ArchivedCounts;
import io.contextgraph.verify.ComparedCheckpoints;
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
    addArchived(lines);
    addCheckpoints(lines);
    lines.add(reach());
    return lines;
  }

  /** Rows that are absent because an event of the ledger says so. */
  private void addArchived(List<String> lines) {
    ArchivedCounts archived = verification.archived();
    if (archived.checked() > 0) {
      lines.add(
          Plural.of(archived.checked(), "archived row was", "archived rows were")
              + " verified from files.");
    }
    long unchecked = archived.rows() - archived.checked();
    if (unchecked > 0) {
      lines.add(
          Plural.of(unchecked, "row is", "rows are")
              + " absent, which was taken on the word of retention.archived, and their identities were"
              + " not compared with them; --archive verifies both from the files.");
    }
    if (verification.anchored() > 0 && archived.isUnanchored()) {
      lines.add(
          "That word is unanchored for "
              + Plural.of(archived.unanchored(), "row", "rows")
              + ": no checkpoint confirms the event.");
    }
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
      return none()
          + ", so only inconsistent tampering is found; unanchored: positions 1 to "
          + position
          + ".";
    }
    String reached =
        "A checkpoint confirms "
            + (verification.found() == 0 && !verification.archived().isUnanchored()
                ? "positions 1 to "
                : "the tree up to position ")
            + anchored;
    return anchored >= position
        ? reached + "; none is unanchored."
        : reached
            + "; unanchored, so that only inconsistent tampering is found: positions "
            + (anchored + 1)
            + " to "
            + position
            + ".";
  }

  private String none() {
    return verification.checkpoints().given() == 0
        ? "No checkpoint from outside was compared"
        : "No given checkpoint confirms a position";
  }

  /** What is to be said about the checkpoints themselves. */
  private void addCheckpoints(List<String> lines) {
    ComparedCheckpoints compared = verification.checkpoints();
    if (compared.unfit() > 0) {
      lines.add(
          "The ledger does not fit %d of %s; see the findings."
              .formatted(
                  compared.unfit(),
                  Plural.of(compared.given(), "given checkpoint", "given checkpoints")));
    }
    if (compared.unverified() > 0) {
      lines.add(
          Plural.of(compared.unverified(), "stored checkpoint is", "stored checkpoints are")
              + " signed by none of the given keys, and no evidence.");
    }
  }
}
