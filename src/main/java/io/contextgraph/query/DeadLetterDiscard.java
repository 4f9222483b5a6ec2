package io.contextgraph.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Marks dead letters as discarded, with a reason. They stay in the ledger. */
public record DeadLetterDiscard(Connection ledger, String reason) {
  /** The longest reason in characters. */
  public static final int MAX_REASON = 1_000;

  public DeadLetterDiscard {
    requireReason(reason);
  }

  /**
   * Checks a reason before a server is reached.
   *
   * @throws IllegalArgumentException if it is blank or too long
   */
  public static void requireReason(String reason) {
    if (reason.isBlank() || reason.codePointCount(0, reason.length()) > MAX_REASON) {
      throw new IllegalArgumentException(
          "the reason must have 1 to " + MAX_REASON + " characters, not only blanks");
    }
  }

  /**
   * Discards an open letter, and records the reason, the time and the role.
   *
   * @throws IllegalArgumentException if there is no such letter or it is not open
   */
  public void discard(long id) throws SQLException {
    try (LedgerTransaction transaction = new LedgerTransaction(ledger);
        PreparedStatement discard = ledger.prepareStatement(Sql.DISCARD_DEAD_LETTER.text())) {
      LockedLetter.lock(ledger, id);
      discard.setString(1, reason);
      discard.setLong(2, id);
      discard.executeUpdate();
      transaction.commit();
    }
  }
}
