package io.contextgraph.verify;

import io.contextgraph.server.FailureText;
import io.contextgraph.tree.Frontier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks the head of a ledger: that there can be a tree with its frontier, and that rows are there
 * up to its position.
 *
 * @param findings receives what is wrong
 */
record HeadCheck(StoredHead head, Findings findings) {
  /** The frontier of the head; null, and a finding, if there can be no tree that has it. */
  @Nullable Frontier frontier() {
    try {
      if (head.treeSize() > head.position()) {
        throw new IllegalArgumentException("tree_size is larger than position");
      }
      return Frontier.of(head.treeSize(), head.frontier());
    } catch (IllegalArgumentException e) {
      findings.add(Finding.of(FindingKind.HEAD, FailureText.of(e)));
      return null;
    }
  }

  /**
   * Positions up to the head without row and identity: they were cut, or the head was moved.
   *
   * @param beyond checkpoints of more positions; a trusted one says that they were there
   * @return the last position that is judged, by a finding if there is no row
   */
  long checkEnd(long end, List<Anchor> beyond) {
    if (end >= head.position()) {
      return head.position();
    }
    boolean setBack = head.treeSize() == end && end > 0;
    if (setBack && beyond.stream().anyMatch(Anchor::trusted)) {
      return end;
    }
    findings.add(
        Finding.of(
            setBack ? FindingKind.HEAD : FindingKind.ROW_MISSING,
            new Span(end + 1, head.position()),
            "neither a row nor an identity is there"));
    return head.position();
  }
}
