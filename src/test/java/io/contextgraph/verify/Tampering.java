package io.contextgraph.verify;

import java.util.Set;

/**
 * A way to tamper with a ledger, and how it has to be found.
 *
 * @param name for the report
 * @param kinds one of them has to be found
 * @param first the finding has to include a position from this one ...
 * @param last ... to this one; 0 for any
 * @param needsCheckpoint whether nothing can be found without a checkpoint
 */
record Tampering(
    String name,
    TamperedLedger.Change change,
    Set<FindingKind> kinds,
    long first,
    long last,
    boolean needsCheckpoint) {
  static Tampering at(
      String name, long position, TamperedLedger.Change change, FindingKind... kinds) {
    return new Tampering(name, change, Set.of(kinds), position, position, false);
  }

  Tampering orNext() {
    return new Tampering(name, change, kinds, first, last + 1, needsCheckpoint);
  }

  Tampering withCheckpoint() {
    return new Tampering(name, change, kinds, first, last, true);
  }

  boolean isOfSchema() {
    return kinds.contains(FindingKind.SCHEMA);
  }

  /** Whether a finding names kind and position; in a full tile the tree tells it exactly. */
  boolean isFoundBy(Finding finding) {
    if (!kinds.contains(finding.kind()) || first == 0) {
      return kinds.contains(finding.kind());
    }
    boolean exact = first == last && last <= TamperedLedger.IN_TILES && !needsCheckpoint;
    return exact ? finding.first() == first : finding.first() <= last && finding.last() >= first;
  }
}
