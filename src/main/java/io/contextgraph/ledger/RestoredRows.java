package io.contextgraph.ledger;

import io.contextgraph.event.RecordedEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Inserts rows that the ledger had before, to the byte. Not thread-safe. */
public final class RestoredRows {
  private final CopyBuffer buffer = new CopyBuffer();
  private final CopyStatement copy;

  /**
   * @param ledger of a role that may append
   */
  public RestoredRows(Connection ledger) {
    this.copy = new CopyStatement(ledger, buffer);
  }

  /**
   * Inserts the rows of events into {@code ledger.event}, as a part of the connection's
   * transaction.
   *
   * @param events that the caller compared with the tree; their identities are in the ledger
   */
  public void insert(List<RecordedEvent> events) throws SQLException {
    EventRows.writeRecorded(events, buffer);
    copy.send(Sql.COPY_EVENTS);
  }
}
