package io.contextgraph.audit;

import io.contextgraph.event.Micros;
import io.contextgraph.server.FailureText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads at which positions the ledger contains events. Read failures are unchecked exceptions,
 * because the callers run within transactions of the Neo4j driver; the cause is the {@link
 * SQLException}.
 */
final class RecordedPositions implements AutoCloseable {
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Connection connection;
  private final GraphArchives archives;

  /**
   * @param connection used only by this object and closed with it
   */
  RecordedPositions(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute(Sql.SET_STATEMENT_TIMEOUT.text());
    }
    this.archives = GraphArchives.read(connection);
  }

  /** The archives of the ledger. */
  GraphArchives archives() {
    return archives;
  }

  /** The connection, for other reads in between. */
  Connection connection() {
    return connection;
  }

  /**
   * The positions of the given events that the ledger contains, by id, without those that the graph
   * drops with their month; an id that is not a UUID is never in the ledger.
   */
  Map<String, Long> of(Collection<String> eventIds) {
    Map<String, Long> positions = new HashMap<>();
    try (PreparedStatement read = connection.prepareStatement(Sql.READ_RECORDED_POSITIONS.text())) {
      Object[] uuids = eventIds.stream().filter(UUID.asMatchPredicate()).toArray();
      read.setBoolean(1, !archives.dropped().isEmpty());
      read.setArray(2, connection.createArrayOf("text", uuids));
      try (ResultSet rows = read.executeQuery()) {
        while (rows.next()) {
          Instant occurredAt = Micros.toInstant(rows.getLong("occurred_at_micros"));
          if (rows.getBoolean("is_control") || !archives.isDropped(rows.getLong(2), occurredAt)) {
            positions.put(rows.getString(1), rows.getLong(2));
          }
        }
      }
      return positions;
    } catch (SQLException e) {
      throw new IllegalStateException("Could not read the ledger: " + FailureText.of(e), e);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
