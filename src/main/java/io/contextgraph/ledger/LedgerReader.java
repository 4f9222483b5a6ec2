package io.contextgraph.ledger;

import io.contextgraph.event.EventSummary;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/** Reads the ledger by position, and waits for it to grow. Used by one thread. */
public final class LedgerReader implements AutoCloseable {
  private final Connection connection;

  /** Takes a connection of its own; closed with the reader. */
  public LedgerReader(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute(Sql.SET_READER_TIMEOUT.text());
      statement.execute(Sql.LISTEN_FOR_APPENDS.text());
    }
  }

  /** The ledger and its last position. */
  public LedgerMark head() throws SQLException {
    return LedgerHead.read(connection);
  }

  /** The events after one position up to and including another, which the ledger has reached. */
  public List<EventSummary> events(long after, long upTo) throws SQLException {
    List<EventSummary> events = new ArrayList<>();
    try (PreparedStatement page = connection.prepareStatement(Sql.READ_EVENTS.text())) {
      page.setLong(1, after);
      page.setLong(2, upTo);
      try (ResultSet rows = page.executeQuery()) {
        while (rows.next()) {
          events.add(EventSummaryRow.read(rows));
        }
      }
    }
    return events;
  }

  /** Returns when the ledger may have grown, or after {@code millis}. */
  void awaitAppend(int millis) throws SQLException {
    connection.unwrap(PGConnection.class).getNotifications(millis);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
