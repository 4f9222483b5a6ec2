package io.contextgraph.notary;

import io.contextgraph.note.SignedNote;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Gives a ledger that lost signed positions a new id. Until the event {@code audit.fork} is
 * appended, which the caller does, nothing else can be; a fork that was interrupted before that is
 * continued by the next one.
 *
 * @param ledger connects as ledger_notary, with auto-commit on
 * @param notary has the keys of the old id; empty if they are gone too
 */
public record LedgerFork(Connection ledger, Optional<Notary> notary) {
  /**
   * What a fork did.
   *
   * @param oldId the ledger's id before
   * @param newId the ledger's id now
   * @param position the last position that is left of the old ledger
   * @param last the last checkpoint of the old ledger, if one is known
   */
  public record Forked(String oldId, String newId, long position, Optional<SignedNote> last) {}

  /**
   * Forks the ledger.
   *
   * @throws IllegalArgumentException if the ledger continues its last checkpoint, so that there is
   *     nothing to fork, or the keys are those of another ledger
   * @throws TreeMismatchException if the ledger's tree is damaged otherwise
   */
  public Forked run() throws SQLException, IOException {
    if (!"forked".equals(text(Sql.READ_SUSPENSION))) {
      if (notary.isPresent()) {
        requireLoss(notary.get());
      }
      text(Sql.SUSPEND);
    }
    String newId = text(Sql.FORK);
    try (Statement statement = ledger.createStatement();
        ResultSet row = statement.executeQuery(Sql.READ_PREDECESSOR.text())) {
      row.next();
      String oldId = row.getString(1);
      return new Forked(oldId, newId, row.getLong(2), last(oldId));
    }
  }

  private void requireLoss(Notary keys) throws SQLException, IOException {
    try {
      keys.requireContinued(ledger);
    } catch (TreeMismatchException e) {
      if (e.isLost()) {
        return;
      }
      throw e;
    }
    throw new IllegalArgumentException(
        "the ledger continues the last checkpoint of its notary: no signed position was lost, and"
            + " nothing is forked");
  }

  private Optional<SignedNote> last(String oldId) throws SQLException, IOException {
    Optional<SignedNote> kept = notary.isPresent() ? notary.get().last() : Optional.empty();
    return kept.isPresent() ? kept : new CheckpointTable(ledger).largest(Notary.origin(oldId));
  }

  private String text(Sql query) throws SQLException {
    try (Statement statement = ledger.createStatement();
        ResultSet row = statement.executeQuery(query.text())) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }
}
