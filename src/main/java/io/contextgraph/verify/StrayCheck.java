package io.contextgraph.verify;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges rows at no position of the ledger: they were inserted, or the head was moved back.
 *
 * @param headFits whether the head fits the rows up to its position, and no checkpoint has more
 */
record StrayCheck(StoredHead head, boolean headFits, Findings findings) {
  void check(List<StrayRow> strays) {
    boolean afterHead =
        strays.stream().anyMatch(row -> !row.identity() && row.position() > head.position());
    if (afterHead && !headFits) {
      findings.add(
          Finding.at(
              FindingKind.HEAD,
              head.position() + 1,
              null,
              "ledger.event has rows after the position of the head"));
      strays = strays.stream().filter(row -> row.position() <= head.position()).toList();
    }
    Set<Long> inserted =
        strays.stream()
            .filter(row -> !row.identity())
            .map(StrayRow::position)
            .collect(Collectors.toSet());
    for (StrayRow row : strays) {
      if (!row.identity()) {
        report(
            FindingKind.ROW_INSERTED, row, "ledger.event has a row at no position of the ledger");
      } else if (!inserted.contains(row.position())) {
        report(FindingKind.IDENTITY, row, "the identity is at no position of the ledger");
      }
    }
  }

  private void report(FindingKind kind, StrayRow row, String detail) {
    findings.add(Finding.at(kind, row.position(), row.eventId(), detail));
  }
}
