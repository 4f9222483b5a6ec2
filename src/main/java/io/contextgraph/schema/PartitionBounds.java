package io.contextgraph.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prepares a ledger of release 0.1 for migration V015, which detaches its partitions and attaches
 * them again: proves beforehand, as a CHECK of each partition, that its rows are within its bounds.
 * Only adding a CHECK takes a lock that appends wait for, and only for a moment.
 */
final class PartitionBounds {
  private final Connection connection;

  /**
   * @param connection without a socket timeout, with auto-commit on
   */
  PartitionBounds(Connection connection) {
    this.connection = connection;
  }

  /** A partition without a validated CHECK. */
  private record Unproved(String partition, String bounds, boolean added) {}

  void prove() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(Sql.LIMIT_LOCK_WAIT.text());
      for (Unproved each : unproved(statement)) {
        if (!each.added()) {
          execute(
              statement,
              Sql.ADD_BOUNDS.with(
                  Map.of("partition", each.partition(), "bounds", "(" + each.bounds() + ")")));
        }
        execute(statement, Sql.VALIDATE_BOUNDS.with(Map.of("partition", each.partition())));
      }
    }
  }

  private static void execute(Statement statement, String sql) throws SQLException {
    LockRetry.PATIENT.run(() -> statement.executeUpdate(sql));
  }

  private static List<Unproved> unproved(Statement statement) throws SQLException {
    List<Unproved> unproved = new ArrayList<>();
    if (!hasHashIndexes(statement)) {
      return unproved;
    }
    try (ResultSet rows = statement.executeQuery(Sql.LIST_PARTITION_BOUNDS.text())) {
      while (rows.next()) {
        if (!rows.getBoolean("validated")) {
          unproved.add(
              new Unproved(
                  rows.getString("partition"), rows.getString("bounds"), rows.getBoolean("added")));
        }
      }
    }
    return unproved;
  }

  private static boolean hasHashIndexes(Statement statement) throws SQLException {
    try (ResultSet found = statement.executeQuery(Sql.FIND_HASH_INDEXES.text())) {
      return found.next();
    }
  }
}
