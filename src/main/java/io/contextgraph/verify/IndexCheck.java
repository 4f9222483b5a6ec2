package io.contextgraph.verify;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/**
 * Compares the rows that the indexes on the position returned with the tables as a whole: a row
 * that such an index lacks is one that other indexes may show to readers. Not thread-safe.
 */
final class IndexCheck {
  private static final String HIDDEN = "which the index on the position does not return";

  private final Connection connection;
  private final Findings findings;
  private Rows events = new Rows(0, 0);
  private Rows identities = new Rows(0, 0);

  /**
   * Rows of a table.
   *
   * @param positions their sum, which wraps around
   */
  private record Rows(long count, long positions) {
    Rows plus(long position) {
      return new Rows(count + 1, positions + position);
    }
  }

  /**
   * What a statement counted.
   *
   * @param strays rows at no position of the ledger
   */
  private record Counted(long heads, Rows rows, long strays) {}

  /**
   * @param name of the table
   * @param kind of a row too many
   */
  private record Table(String name, FindingKind kind) {
    static final Table EVENTS = new Table("ledger.event", FindingKind.ROW_INSERTED);
    static final Table IDENTITIES = new Table("ledger.event_identity", FindingKind.IDENTITY);
  }

  IndexCheck(Connection connection, Findings findings) {
    this.connection = connection;
    this.findings = findings;
  }

  /** Adds an event that the index returned. */
  void event(long position) {
    events = events.plus(position);
  }

  /** Adds identities that the index returned. */
  void identities(List<IdentityRow> rows) {
    for (IdentityRow row : rows) {
      identities = identities.plus(row.position());
    }
  }

  /**
   * Reads the tables as a whole.
   *
   * @param end the last position that was read
   * @param strays those that the indexes return
   */
  void check(long end, List<StrayRow> strays) throws SQLException {
    try {
      check(Table.EVENTS, events, end, strays.stream().anyMatch(row -> !row.identity()));
      check(Table.IDENTITIES, identities, end, strays.stream().anyMatch(StrayRow::identity));
    } finally {
      useIndexes(true);
    }
  }

  private void check(Table table, Rows read, long end, boolean hasStray) throws SQLException {
    useIndexes(false);
    Counted whole = count(table, end);
    if (whole.heads() > 1 && !findings.counts().containsKey(FindingKind.HEAD)) {
      String detail = "ledger.head has " + whole.heads() + " rows instead of one";
      findings.add(Finding.of(FindingKind.HEAD, detail));
    }
    if (whole.strays() > 0 && !hasStray) {
      String detail = table.name() + " has a row at no position of the ledger, " + HIDDEN;
      findings.add(Finding.of(table.kind(), detail));
    }
    if (!whole.rows().equals(read)) {
      compareInOneSnapshot(table, end);
    }
  }

  /**
   * Rows may have been dropped or restored while the pages were read, so both ways to read them are
   * compared at one moment.
   */
  private void compareInOneSnapshot(Table table, long end) throws SQLException {
    boolean begins = connection.getAutoCommit();
    if (begins) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
    }
    try {
      useIndexes(true);
      Rows byIndex = count(table, end).rows();
      useIndexes(false);
      if (!count(table, end).rows().equals(byIndex)) {
        reportHidden(table, end);
      }
    } finally {
      if (begins) {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
    }
  }

  private Counted count(Table table, long end) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(of(Sql.COUNT_ROWS, table, end))) {
      row.next();
      BigDecimal positions = row.getBigDecimal("positions");
      return new Counted(
          row.getLong("heads"),
          new Rows(row.getLong("rows"), positions == null ? 0 : positions.longValue()),
          row.getLong("strays"));
    }
  }

  private static String of(Sql sql, Table table, long end) {
    return sql.with(Map.of("table", table.name(), "end", Long.toString(end)));
  }

  private void useIndexes(boolean indexes) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          Sql.USE_INDEXES.with(
              Map.of(
                  "seqscan", indexes ? "'off'" : "'on'",
                  "indexscan", indexes ? "'on'" : "'off'")));
    }
  }

  private void reportHidden(Table table, long end) throws SQLException {
    boolean named = false;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(of(Sql.FIND_REPEATED, table, end))) {
      while (row.next()) {
        named = true;
        String detail = "the position has a second row, " + HIDDEN;
        findings.add(Finding.at(table.kind(), row.getLong("position"), null, detail));
      }
    }
    if (!named) {
      String detail = table.name() + " and its index on the position do not have the same rows";
      findings.add(Finding.of(table.kind(), detail));
    }
  }
}
