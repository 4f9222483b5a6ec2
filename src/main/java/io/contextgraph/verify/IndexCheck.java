package io.contextgraph.verify;

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
  private final PositionSum events = new PositionSum();
  private final PositionSum identities = new PositionSum();

  /** Rows that were read. Sums wrap around, as the sum of the whole table does here. */
  private static final class PositionSum {
    private long rows;
    private long positions;

    void add(long position) {
      rows++;
      positions += position;
    }

    boolean is(long otherRows, long otherPositions) {
      return rows == otherRows && positions == otherPositions;
    }
  }

  IndexCheck(Connection connection) {
    this.connection = connection;
  }

  /** Adds an event that the index returned. */
  void event(long position) {
    events.add(position);
  }

  /** Adds identities that the index returned. */
  void identities(List<IdentityRow> rows) {
    rows.forEach(row -> identities.add(row.position()));
  }

  /** A condition of the ledger that is expensive to find out. */
  interface Condition {
    boolean holds() throws SQLException;
  }

  /**
   * Reads the tables as a whole.
   *
   * @param end the last position that was read
   * @param strays those that the indexes return
   * @param unchanged whether no rows were archived or restored meanwhile, so that the rows have to
   *     be the same
   */
  void check(long end, List<StrayRow> strays, Condition unchanged, Findings findings)
      throws SQLException {
    use("on", "off");
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Sql.COUNT_ROWS.with(Map.of("end", "" + end)))) {
      row.next();
      if (row.getLong("heads") != 1) {
        String detail = "ledger.head has " + row.getLong("heads") + " rows instead of one";
        findings.add(Finding.of(FindingKind.HEAD, detail));
      }
      boolean sameEvents = events.is(row.getLong("event_rows"), positions(row, "event_positions"));
      if (!sameEvents && unchanged.holds()) {
        hidden(FindingKind.ROW_INSERTED, Sql.FIND_REPEATED_EVENTS, end, findings);
      }
      if (!identities.is(row.getLong("identity_rows"), positions(row, "identity_positions"))) {
        hidden(FindingKind.IDENTITY, Sql.FIND_REPEATED_IDENTITIES, end, findings);
      }
      if (row.getLong("event_strays") > 0 && strays.stream().allMatch(StrayRow::identity)) {
        findings.add(
            Finding.of(
                FindingKind.ROW_INSERTED,
                "ledger.event has a row at no position of the ledger, " + HIDDEN));
      }
      if (row.getLong("identity_strays") > 0 && strays.stream().noneMatch(StrayRow::identity)) {
        findings.add(
            Finding.of(
                FindingKind.IDENTITY,
                "ledger.event_identity has a row at no position of the ledger, " + HIDDEN));
      }
    } finally {
      use("off", "on");
    }
  }

  private static long positions(ResultSet row, String column) throws SQLException {
    return row.getBigDecimal(column) == null ? 0 : row.getBigDecimal(column).longValue();
  }

  private void use(String seqscan, String indexscan) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          Sql.USE_INDEXES.with(
              Map.of("seqscan", "'" + seqscan + "'", "indexscan", "'" + indexscan + "'")));
    }
  }

  private void hidden(FindingKind kind, Sql repeated, long end, Findings findings)
      throws SQLException {
    boolean named = false;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(repeated.with(Map.of("end", "" + end)))) {
      while (row.next()) {
        named = true;
        findings.add(
            Finding.at(
                kind, row.getLong("position"), null, "the position has a second row, " + HIDDEN));
      }
    }
    if (!named) {
      findings.add(
          Finding.of(kind, "the table and its index on the position do not have the same rows"));
    }
  }
}
