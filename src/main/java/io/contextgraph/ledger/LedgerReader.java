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

/** Reads the ledger by position and waits for appends. Used by one thread. */
public final class LedgerReader implements AutoCloseable {
  private final Connection connection;

  /**
   * @param connection used only by this reader and closed with it
   */
  public LedgerReader(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute(Sql.SET_READER_TIMEOUT.text());
      statement.execute(Sql.LISTEN_FOR_APPENDS.text());
    }
  }

  /** Returns the ledger's id and its last position. */
  public LedgerMark head() throws SQLException {
    return LedgerHead.read(connection);
  }

  /** Returns the events after one position up to and including another, by position. */
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

  /** Waits for a notification of an append, at most {@code millis} milliseconds. */
  void awaitAppend(int millis) throws SQLException {
    connection.unwrap(PGConnection.class).getNotifications(millis);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
