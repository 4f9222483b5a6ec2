package io.contextgraph.verify;

import io.contextgraph.event.EventId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Reads the tables of the ledger. With auto-commit, each statement is a transaction of its own.
 *
 * @param connection used by one thread
 */
record LedgerTables(Connection connection) {
  private static final byte[] NOTHING = {};
  private static final UUID NO_ID = new UUID(0, 0);

  /** Prepares the session. */
  void open() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(Sql.SET_READER_OPTIONS.text());
    }
  }

  /** The rows of {@code ledger.head}; there should be one. */
  List<StoredHead> heads() throws SQLException {
    List<StoredHead> heads = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Sql.READ_HEAD.text())) {
      while (row.next()) {
        heads.add(
            new StoredHead(
                String.valueOf(row.getString("ledger_id")),
                row.getLong("position"),
                row.getObject("recorded_at_micros", Long.class),
                row.getLong("tree_size"),
                Objects.requireNonNullElse(row.getBytes("frontier"), NOTHING)));
      }
    }
    return heads;
  }

  /** The last position up to a limit that has a row or an identity; 0 if there is none. */
  long end(long limit) throws SQLException {
    try (PreparedStatement read = connection.prepareStatement(Sql.READ_END.text())) {
      read.setLong(1, limit);
      read.setLong(2, limit);
      try (ResultSet row = read.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  List<IdentityRow> identities(long after, long upTo) throws SQLException {
    List<IdentityRow> identities = new ArrayList<>();
    copy(
        Sql.COPY_IDENTITIES,
        after,
        upTo,
        new CopyRow(IdentityRow.COLUMNS),
        row -> identities.add(IdentityRow.of(row)));
    return identities;
  }

  /** Passes on the rows of the events after a position up to another, by position. */
  void events(long after, long upTo, Consumer<CopyRow> rows) throws SQLException {
    copy(Sql.COPY_EVENTS, after, upTo, new CopyRow(EventColumn.COUNT), rows);
  }

  private void copy(Sql statement, long after, long upTo, CopyRow row, Consumer<CopyRow> rows)
      throws SQLException {
    String sql = statement.with(Map.of("after", "" + after, "up_to", "" + upTo));
    CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
    try {
      for (byte[] next = copy.readFromCopy(); next != null; next = copy.readFromCopy()) {
        if (row.read(next)) {
          rows.accept(row);
        }
      }
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  /** Whether a table exists: it may have been dropped. */
  boolean exists(String table) throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(Sql.FIND_TABLE.text())) {
      find.setString(1, table);
      try (ResultSet row = find.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /** The forks that the ledger has recorded. */
  Forks forks() throws SQLException {
    Map<String, Long> predecessors = new HashMap<>();
    if (exists("ledger.predecessor")) {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(Sql.READ_PREDECESSORS.text())) {
        while (row.next()) {
          predecessors.put(String.valueOf(row.getString("ledger_id")), row.getLong("position"));
        }
      }
    }
    return new Forks(predecessors);
  }

  /** Rows and identities that are at no position of the ledger, some of each kind. */
  List<StrayRow> strayRows() throws SQLException {
    List<StrayRow> strays = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Sql.FIND_STRAY_ROWS.text())) {
      while (row.next()) {
        strays.add(
            new StrayRow(
                row.getString("kind").equals("identity"),
                row.getLong("global_position"),
                EventId.of(
                    Objects.requireNonNullElse(row.getObject("event_id", UUID.class), NO_ID))));
      }
    }
    return strays;
  }

  /** Tiles that the head's tree does not have, the first ones. */
  List<String> strayTiles() throws SQLException {
    List<String> strays = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Sql.FIND_STRAY_TILES.text())) {
      while (row.next()) {
        strays.add("tile " + row.getLong("tile_index") + " of level " + row.getInt("level"));
      }
    }
    return strays;
  }
}
