package io.contextgraph.query;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A transaction on a connection that has auto-commit on otherwise. Closing it rolls back what was
 * not committed; in a try-with-resources statement, a failure of that never replaces the failure
 * that ended the transaction.
 */
final class LedgerTransaction implements AutoCloseable {
  private final Connection ledger;

  /** Begins a transaction. */
  LedgerTransaction(Connection ledger) throws SQLException {
    this.ledger = ledger;
    ledger.setAutoCommit(false);
  }

  void commit() throws SQLException {
    ledger.commit();
  }

  @Override
  public void close() throws SQLException {
    // Turning auto-commit on would commit, which fails in a transaction that a statement aborted.
    ledger.rollback();
    ledger.setAutoCommit(true);
  }
}
