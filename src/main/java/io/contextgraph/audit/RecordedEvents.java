package io.contextgraph.audit;

import io.contextgraph.event.EventSummary;
import io.contextgraph.ledger.EventSummaryRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Reads the ledger's events by session and by id. Read failures are unchecked exceptions, because
 * the callers run within transactions of the Neo4j driver; the cause is the {@link SQLException}.
 */
final class RecordedEvents implements AutoCloseable {
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final int ROWS_IN_MEMORY = 2_000;

  private final Connection connection;

  /**
   * @param connection used only by this object and closed with it
   */
  RecordedEvents(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute(Sql.SET_STATEMENT_TIMEOUT.text());
    }
  }

  /**
   * Passes on the events of sessions up to a position, session by session, each ordered by time and
   * id. Keeps a few thousand rows in memory.
   */
  void ofSessions(Collection<String> sessions, long upTo, Consumer<EventSummary> events) {
    try {
      connection.setAutoCommit(false); // Postgres's driver reads in pages only in a transaction.
      try {
        read(sessions, upTo, events);
        connection.commit();
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private void read(Collection<String> sessions, long upTo, Consumer<EventSummary> events)
      throws SQLException {
    try (PreparedStatement read = connection.prepareStatement(Sql.READ_EVENTS_OF_SESSIONS.text())) {
      read.setFetchSize(ROWS_IN_MEMORY);
      read.setArray(1, connection.createArrayOf("text", sessions.toArray()));
      read.setLong(2, upTo);
      try (ResultSet rows = read.executeQuery()) {
        while (rows.next()) {
          events.accept(EventSummaryRow.read(rows));
        }
      }
    }
  }

  /** The events of a session up to a position, ordered by time and id. */
  List<EventSummary> ofSession(String session, long upTo) {
    List<EventSummary> events = new ArrayList<>();
    ofSessions(List.of(session), upTo, events::add);
    return events;
  }

  /** The given ids that the ledger contains; an id that is not a UUID is never in the ledger. */
  Set<String> existing(Collection<String> eventIds) {
    Set<String> existing = new HashSet<>();
    try (PreparedStatement read = connection.prepareStatement(Sql.READ_RECORDED_IDS.text())) {
      Object[] uuids = eventIds.stream().filter(UUID.asMatchPredicate()).toArray();
      read.setArray(1, connection.createArrayOf("text", uuids));
      try (ResultSet rows = read.executeQuery()) {
        while (rows.next()) {
          existing.add(rows.getString(1));
        }
      }
    } catch (SQLException e) {
      throw unreadable(e);
    }
    return existing;
  }

  private static IllegalStateException unreadable(SQLException e) {
    return new IllegalStateException("Could not read the ledger: " + e.getMessage(), e);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
