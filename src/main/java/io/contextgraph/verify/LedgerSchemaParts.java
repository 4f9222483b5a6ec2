package io.contextgraph.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
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
    return read(Sql.READ_SCHEMA);
  }

  /** The rows of {@code ledger.schema_version}, one for each migration since it exists. */
  List<SchemaPart> versions() throws SQLException {
    return read(Sql.READ_VERSIONS);
  }

  /** Whether the ledger has a table that the user may read. */
  boolean isReadable(String table) throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(Sql.FIND_READABLE.text())) {
      find.setString(1, table);
      try (ResultSet row = find.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /** The last migration that was applied; 0 if there is none. */
  int lastMigration() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Sql.READ_HISTORY.text())) {
      row.next();
      return row.getInt(1);
    }
  }

  private List<SchemaPart> read(Sql sql) throws SQLException {
    List<SchemaPart> parts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql.text())) {
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
