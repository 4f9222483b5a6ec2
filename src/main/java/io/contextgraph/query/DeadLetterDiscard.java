package io.contextgraph.query;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.Status;
import io.contextgraph.ledger.ControlEvents;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * Marks dead letters as discarded, with a reason. They stay in the ledger.
 *
 * @param control records each discard
 */
public record DeadLetterDiscard(Connection ledger, ControlEvents control, String reason) {
  public DeadLetterDiscard {
    ControlEvent.requireReason(reason);
  }

  /**
   * Discards an open letter, and records the reason, the time and the role, in its row and as an
   * event. The event is recorded first: no letter is discarded without one. If the program dies in
   * between, the letter stays open.
   *
   * @throws IllegalArgumentException if there is no such letter or it is not open
   */
  public void discard(long id) throws SQLException {
    try (LedgerTransaction transaction = new LedgerTransaction(ledger);
        PreparedStatement discard = ledger.prepareStatement(Sql.DISCARD_DEAD_LETTER.text())) {
      LockedLetter letter = LockedLetter.lock(ledger, id);
      new LetterEvents(control, Optional.of(reason), Map.of())
          .append("audit.discard", Status.COMPLETED, id, letter, Map.of("status", "discarded"));
      discard.setString(1, reason);
      discard.setLong(2, id);
      discard.executeUpdate();
      transaction.commit();
    }
  }
}
