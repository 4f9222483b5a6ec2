package io.contextgraph.cli;

import io.contextgraph.privacy.KeyStore;
import io.contextgraph.privacy.LedgerComparison;
import io.contextgraph.privacy.LedgerErasure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Applies to a key store what it misses of its ledger, which the control role reads. */
record PrivacyRestore(Servers servers) {
  /**
   * Applies it.
   *
   * @param officer the key store, as the officer
   * @return what was missing
   */
  List<LedgerErasure> applyTo(KeyStore officer) throws SQLException {
    try (Connection ledger = servers.postgres(Servers.Role.CONTROL).openLedger()) {
      return new LedgerComparison(officer, ledger).applyMissing();
    }
  }
}
