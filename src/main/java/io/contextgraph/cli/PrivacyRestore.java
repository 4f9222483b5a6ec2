package io.contextgraph.cli;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.Status;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.privacy.KeyStore;
import io.contextgraph.privacy.LedgerComparison;
import io.contextgraph.privacy.LedgerErasure;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Applies to a key store what it misses of its ledger, prints it, and records that as event {@code
 * privacy.restored}.
 *
 * @param officer the key store, as the officer
 * @param events records it
 * @param out gets a line for each erasure that was missing
 */
record PrivacyRestore(KeyStore officer, ControlEvents events, PrintWriter out) {
  /**
   * Applies it.
   *
   * @param ledger reads events
   * @param reason of the event
   * @return how many erasures were missing
   */
  int apply(Connection ledger, Optional<String> reason) throws SQLException {
    List<LedgerErasure> applied = new LedgerComparison(officer, ledger).applyMissing();
    for (LedgerErasure erasure : applied) {
      out.println(
          CellText.visible(
              "erased again: " + erasure.subject() + ", as at position " + erasure.position()));
    }
    if (!applied.isEmpty()) {
      events.append(event(applied, reason));
    }
    return applied.size();
  }

  private static ControlEvent event(List<LedgerErasure> applied, Optional<String> reason) {
    TreeMap<String, String> result = new TreeMap<>();
    result.put("applied", Integer.toString(applied.size()));
    result.put("last_position", Long.toString(applied.get(applied.size() - 1).position()));
    return new ControlEvent("privacy.restored", Status.COMPLETED, reason, new TreeMap<>(), result);
  }
}
