package io.contextgraph.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * Selects events of the ledger. An event must meet all conditions; null means no condition.
 *
 * @param from the earliest {@code occurred_at}, inclusive
 * @param to the latest {@code occurred_at}, exclusive
 */
public record EventQuery(
    @Nullable String session,
    @Nullable String agent,
    @Nullable String trace,
    @Nullable OffsetDateTime from,
    @Nullable OffsetDateTime to) {

  private static final int ROWS_PER_FETCH = 50;

  /**
   * What {@link #page} returned.
   *
   * @param position of the last event, or the position to read after if there was no event
   */
  public record Page(long position, int rows) {}

  /**
   * Passes the next events after a position to {@code lines} as JSON objects, in position order.
   *
   * @param limit the maximum number of events
   */
  public Page page(Connection ledger, long after, int limit, Consumer<String> lines)
      throws SQLException {
    // A cursor, which requires a transaction, because a page of large payloads may exceed memory.
    ledger.setAutoCommit(false);
    try (PreparedStatement statement = ledger.prepareStatement(Sql.PAGE_EVENTS.text())) {
      statement.setFetchSize(ROWS_PER_FETCH);
      // A server-side prepared statement may get a generic plan, which does not use the indexes.
      statement.unwrap(PGStatement.class).setPrepareThreshold(0);
      bind(statement, after, limit);
      try (ResultSet rows = statement.executeQuery()) {
        return read(rows, after, lines);
      }
    } finally {
      ledger.setAutoCommit(true);
    }
  }

  void bind(PreparedStatement statement, long after, int limit) throws SQLException {
    statement.setLong(1, after);
    bindTwice(statement, 2, session, Types.VARCHAR);
    bindTwice(statement, 4, agent, Types.VARCHAR);
    bindTwice(statement, 6, trace, Types.VARCHAR);
    bindTwice(statement, 8, from, Types.TIMESTAMP_WITH_TIMEZONE);
    bindTwice(statement, 10, to, Types.TIMESTAMP_WITH_TIMEZONE);
    statement.setInt(12, limit);
  }

  private static void bindTwice(
      PreparedStatement statement, int index, @Nullable Object value, int type)
      throws SQLException {
    statement.setObject(index, value, type);
    statement.setObject(index + 1, value, type);
  }

  private static Page read(ResultSet rows, long after, Consumer<String> lines) throws SQLException {
    long position = after;
    int count = 0;
    while (rows.next()) {
      position = rows.getLong(1);
      lines.accept(oneLine(rows.getString(2)));
      count++;
    }
    return new Page(position, count);
  }

  /** The ledger keeps a payload's bytes, including line ends between its JSON tokens. */
  static String oneLine(String json) {
    return json.replace('\n', ' ').replace('\r', ' ');
  }
}
