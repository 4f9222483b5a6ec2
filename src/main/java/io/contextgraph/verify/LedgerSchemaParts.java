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
}
