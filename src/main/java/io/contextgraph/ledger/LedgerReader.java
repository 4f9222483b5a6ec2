package io.contextgraph.ledger;

import io.contextgraph.event.EventId;
import io.contextgraph.event.EventSummary;
import io.contextgraph.event.Micros;
import io.contextgraph.event.RequiredFields;
import io.contextgraph.event.Status;
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
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Reads the ledger by position or session, and waits for it to grow. Used by one thread. */
public final class LedgerReader implements AutoCloseable {
  private static final String HEAD = "SELECT ledger_id, position FROM ledger.head";
  private static final String COLUMNS =
      "SELECT global_position, event_id, event_type, "
          + "(extract(epoch FROM occurred_at) * 1000000)::bigint, session_id, agent_id, trace_id, "
          + "parent_event_id, tool_name, (extract(epoch FROM ended_at) * 1000000)::bigint, status, "
          + "importance_hint, payload_ref FROM ledger.event";
  private static final String PAGE =
      COLUMNS + " WHERE global_position > ? AND global_position <= ? ORDER BY global_position";
  private static final String SESSIONS =
      COLUMNS
          + " WHERE session_id = ANY (?) AND global_position <= ?"
          + " ORDER BY session_id, occurred_at, event_id";
  private static final String POSITIONS =
      "SELECT event_id::text, global_position FROM ledger.event_identity"
          + " WHERE event_id = ANY (?::uuid[])";
  private static final int ROWS_HELD = 2_000;

  private final Connection connection;

  /** Takes a connection of its own; closed with the reader. */
  public LedgerReader(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET statement_timeout = '30s'");
      statement.execute("LISTEN " + AppendTransaction.CHANNEL);
    }
  }

  /** The ledger and its last position. */
  public LedgerMark head() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(HEAD)) {
      if (!row.next()) {
        throw new SQLException("ledger.head has no row: the schema is not installed", "55000");
      }
      return new LedgerMark(row.getString(1), row.getLong(2));
    }
  }

  /** The events after one position up to and including another, which the ledger has reached. */
  public List<EventSummary> events(long after, long upTo) throws SQLException {
    List<EventSummary> events = new ArrayList<>();
    try (PreparedStatement page = connection.prepareStatement(PAGE)) {
      page.setLong(1, after);
      page.setLong(2, upTo);
      try (ResultSet rows = page.executeQuery()) {
        while (rows.next()) {
          events.add(event(rows));
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
    try (PreparedStatement page = connection.prepareStatement(SESSIONS)) {
      page.setFetchSize(ROWS_HELD);
      page.setArray(1, connection.createArrayOf("text", sessions.toArray()));
      page.setLong(2, upTo);
      try (ResultSet rows = page.executeQuery()) {
        while (rows.next()) {
          events.accept(event(rows));
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
    try (PreparedStatement lookUp = connection.prepareStatement(POSITIONS)) {
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

  private static EventSummary event(ResultSet row) throws SQLException {
    UUID parent = row.getObject(8, UUID.class);
    long endedAt = row.getLong(10);
    boolean ended = !row.wasNull();
    short importance = row.getShort(12);
    boolean hasImportance = !row.wasNull();
    return new EventSummary(
        row.getLong(1),
        new RequiredFields(
            EventId.of(row.getObject(2, UUID.class)),
            row.getString(3),
            Micros.toInstant(row.getLong(4)),
            row.getString(5),
            row.getString(6),
            row.getString(7)),
        parent == null ? null : EventId.of(parent),
        row.getString(9),
        ended ? Micros.toInstant(endedAt) : null,
        status(row.getString(11)),
        hasImportance ? Short.valueOf(importance) : null,
        row.getString(13));
  }

  private static @Nullable Status status(@Nullable String text) {
    return text == null ? null : Status.ofText(text).orElse(null);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
