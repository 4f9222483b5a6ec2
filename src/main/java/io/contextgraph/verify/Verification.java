package io.contextgraph.verify;

import java.util.List;
import java.util.Map;

/**
 * What a verification found.
 *
 * @param ledgerId the ledger's id
 * @param position its last position when the verification began
 * @param treeSize the leaves of its tree at that time
 * @param anchored the size of the largest checkpoint that the rows fit and that cannot have been
 *     changed in the database; 0 if there is none
 * @param checkpoints how many checkpoints there were
 * @param archived how many rows are archived
 * @param findings by position; of each kind the first ones
 * @param counts the number of findings of each kind that was found
 */
public record Verification(
    String ledgerId,
    long position,
    long treeSize,
    long anchored,
    ComparedCheckpoints checkpoints,
    ArchivedCounts archived,
    List<Finding> findings,
    Map<FindingKind, Long> counts) {
  public Verification {
    findings = List.copyOf(findings);
    counts = Map.copyOf(counts);
  }

  /** The number of all findings. */
  public long found() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
