package io.contextgraph.verify;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Compares the rows that the indexes on the position returned with the tables as a whole: a row
 * that such an index lacks is one that other indexes may show to readers. Not thread-safe.
 */
final class IndexCheck {
  private static final String HIDDEN = "which the index on the position does not return";

  private final Connection connection;
  private Rows events = Rows.NONE;
  private Rows identities = Rows.NONE;

  /**
   * Rows of a table.
   *
   * @param positions their sum, which wraps around
   */
  private record Rows(long count, long positions) {
    static final Rows NONE = new Rows(0, 0);

    static Rows of(ResultSet row, String table) throws SQLException {
      BigDecimal positions = row.getBigDecimal(table + "_positions");
      return new Rows(row.getLong(table + "_rows"), positions == null ? 0 : positions.longValue());
    }

    Rows plus(long position) {
      return new Rows(count + 1, positions + position);
    }
  }

  /**
   * What a statement counted.
   *
   * @param eventStrays events at no position of the ledger
   * @param identityStrays identities at no position of the ledger
   */
  private record Counted(
      long heads, Rows events, Rows identities, long eventStrays, long identityStrays) {}

  IndexCheck(Connection connection) {
    this.connection = connection;
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
  void check(long end, List<StrayRow> strays, Findings findings) throws SQLException {
    try {
      useIndexes(false);
      Counted whole = count(end);
      if (whole.heads() != 1 && !findings.counts().containsKey(FindingKind.HEAD)) {
        findings.add(
            Finding.of(FindingKind.HEAD, "ledger.head has " + whole.heads() + " rows, not one"));
      }
      if (whole.eventStrays() > 0) {
        requireKnown(FindingKind.ROW_INSERTED, strays, row -> !row.identity(), findings);
      }
      if (whole.identityStrays() > 0) {
        requireKnown(FindingKind.IDENTITY, strays, StrayRow::identity, findings);
      }
      if (!whole.events().equals(events) || !whole.identities().equals(identities)) {
        compareInOneSnapshot(end, findings);
      }
    } finally {
      useIndexes(true);
    }
  }

  private static void requireKnown(
      FindingKind kind, List<StrayRow> strays, Predicate<StrayRow> table, Findings findings) {
    if (strays.stream().noneMatch(table)) {
      findings.add(Finding.of(kind, "there is a row at no position of the ledger, " + HIDDEN));
    }
  }

  /**
   * Rows may have been dropped or restored while the pages were read, so both ways to read them are
   * compared at one moment.
   */
  private void compareInOneSnapshot(long end, Findings findings) throws SQLException {
    boolean begins = connection.getAutoCommit();
    if (begins) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
    }
    try {
      useIndexes(true);
      Counted byIndex = count(end);
      useIndexes(false);
      Counted whole = count(end);
      if (!whole.events().equals(byIndex.events())) {
        hidden(FindingKind.ROW_INSERTED, Sql.FIND_REPEATED_EVENTS, end, findings);
      }
      if (!whole.identities().equals(byIndex.identities())) {
        hidden(FindingKind.IDENTITY, Sql.FIND_REPEATED_IDENTITIES, end, findings);
      }
    } finally {
      if (begins) {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
    }
  }

  private Counted count(long end) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Sql.COUNT_ROWS.with(Map.of("end", "" + end)))) {
      row.next();
      return new Counted(
          row.getLong("heads"),
          Rows.of(row, "event"),
          Rows.of(row, "identity"),
          row.getLong("event_strays"),
          row.getLong("identity_strays"));
    }
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

  private void hidden(FindingKind kind, Sql repeated, long end, Findings findings)
      throws SQLException {
    boolean named = false;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(repeated.with(Map.of("end", "" + end)))) {
      while (row.next()) {
        named = true;
        String detail = "the position has a second row, " + HIDDEN;
        findings.add(Finding.at(kind, row.getLong("position"), null, detail));
      }
    }
    if (!named) {
      findings.add(
          Finding.of(kind, "the table and its index on the position do not have the same rows"));
    }
  }
}
