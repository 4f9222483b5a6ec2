package io.contextgraph.ledger;

import io.contextgraph.event.EventSummary;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.postgresql.PGConnection;

/** Reads the ledger by position or session, and waits for it to grow. Used by one thread. */
public final class LedgerReader implements AutoCloseable {
  private static final int ROWS_HELD = 2_000;

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

  /**
   * Hands out the events of sessions up to a position, session by session, each by time and id;
   * holds a few thousand rows at most.
   */
  public void eventsOfSessions(
      Collection<String> sessions, long upTo, Consumer<EventSummary> events) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement page = connection.prepareStatement(Sql.READ_EVENTS_OF_SESSIONS.text())) {
      page.setFetchSize(ROWS_HELD);
      page.setArray(1, connection.createArrayOf("text", sessions.toArray()));
      page.setLong(2, upTo);
      try (ResultSet rows = page.executeQuery()) {
        while (rows.next()) {
          events.accept(EventSummaryRow.read(rows));
        }
      }
      connection.commit();
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** The positions of those of the ids that the ledger has. */
  public Map<String, Long> positions(Collection<String> eventIds) throws SQLException {
    Map<String, Long> positions = new HashMap<>();
    try (PreparedStatement lookUp = connection.prepareStatement(Sql.READ_POSITIONS.text())) {
      lookUp.setArray(1, connection.createArrayOf("text", eventIds.toArray()));
      try (ResultSet rows = lookUp.executeQuery()) {
        while (rows.next()) {
          positions.put(rows.getString(1), rows.getLong(2));
        }
      }
    }
    return positions;
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
