package io.contextgraph.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prepares a ledger for migration V012, which validates the rule for event types: validates it on
 * each partition in a transaction of its own, so that V012 scans none. Meanwhile, events are read
 * and appended and other partitions are created.
 */
final class EventTypeRule {
  /** The last migration before V012; it adds the rule. */
  static final String ADDED = "011";

  private final Connection connection;

  /**
   * @param connection without a socket timeout, with auto-commit on
   */
  EventTypeRule(Connection connection) {
    this.connection = connection;
  }

  void validate() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(Sql.LIMIT_LOCK_WAIT.text());
      for (String partition : unvalidated(statement)) {
        String sql = Sql.VALIDATE_EVENT_TYPES.with(Map.of("partition", partition));
        LockRetry.PATIENT.run(() -> statement.executeUpdate(sql));
      }
    }
  }

  private static List<String> unvalidated(Statement statement) throws SQLException {
    List<String> partitions = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(Sql.LIST_UNVALIDATED_EVENT_TYPES.text())) {
      while (rows.next()) {
        partitions.add(rows.getString("partition"));
      }
    }
    return partitions;
  }
}
