package io.contextgraph.verify;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the schema of a ledger from the catalog. */
record LedgerSchemaParts(Connection connection) {
  /** The parts of all objects but partitions. */
  List<SchemaPart> objects() throws SQLException {
    List<SchemaPart> parts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(Sql.READ_SCHEMA.text())) {
      while (rows.next()) {
        parts.add(part(rows));
      }
    }
    return parts;
  }

  /** The parts of each partition of {@code ledger.event}, by its name. */
  Map<String, List<SchemaPart>> partitions() throws SQLException {
    Map<String, List<SchemaPart>> parts = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(Sql.READ_PARTITIONS.text())) {
      while (rows.next()) {
        parts
            .computeIfAbsent(rows.getString("partition"), none -> new ArrayList<>())
            .add(part(rows));
      }
    }
    return parts;
  }

  private static SchemaPart part(ResultSet row) throws SQLException {
    return SchemaPart.of(row.getString("kind"), row.getString("name"), row.getString("definition"));
  }

  /** The partitions that have a row beyond their bounds, which a query by time would not find. */
  List<Finding> boundsExceeded() throws SQLException {
    Map<String, String> bounds = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(Sql.LIST_PARTITION_BOUNDS.text())) {
      while (rows.next()) {
        bounds.put(rows.getString("partition"), rows.getString("bounds"));
      }
    }
    List<Finding> exceeded = new ArrayList<>();
    for (Map.Entry<String, String> partition : bounds.entrySet()) {
      if (!isWithin(partition.getKey(), partition.getValue())) {
        exceeded.add(
            Finding.of(
                FindingKind.SCHEMA,
                "partition " + partition.getKey() + " has rows beyond its bounds"));
      }
    }
    return exceeded;
  }

  private boolean isWithin(String partition, String bounds) throws SQLException {
    String check =
        Sql.CHECK_PARTITION_BOUNDS.with(Map.of("bounds", bounds, "partition", partition));
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(check)) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
