package io.contextgraph.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * Answers questions that read the newest events of a range of time, at most a given number of them.
 * So an answer takes as long in a ledger of ten years as in one of a day.
 *
 * @param ledger used by one question at a time, with auto-commit on
 * @param range the events that are read
 * @param events the maximum number of events that are read
 * @param limit the maximum number of rows
 */
public record RecentEvents(Connection ledger, TimeRange range, int events, int limit) {
  private static final int TIMEOUT_SECONDS = 30;

  /** Makes a row of the answer from a row of the result; null if there is none. */
  private interface Row {
    @Nullable String of(ResultSet row) throws SQLException;
  }

  /**
   * The sessions of these events, the one with the newest event first. What an object says is about
   * the events that were read.
   *
   * @param agent only sessions with an event of this agent; null for all
   * @param failed only sessions with a failed event
   */
  public RecentAnswer sessions(@Nullable String agent, boolean failed) throws SQLException {
    try (PreparedStatement statement = prepare(Sql.RECENT_SESSIONS)) {
      statement.setString(4, agent);
      statement.setString(5, agent);
      statement.setBoolean(6, failed);
      statement.setInt(7, limit + 1);
      return answer(statement, RecentRow::session);
    }
  }

  /** Those of these events that failed or timed out, with what they say about why. */
  public RecentAnswer failures() throws SQLException {
    try (PreparedStatement statement = prepare(Sql.RECENT_FAILURES)) {
      statement.setInt(4, limit + 1);
      return answer(statement, RecentRow::failure);
    }
  }

  private PreparedStatement prepare(Sql sql) throws SQLException {
    PreparedStatement statement = ledger.prepareStatement(sql.text());
    // The plan depends on the range: only its partitions are read.
    statement.unwrap(PGStatement.class).setPrepareThreshold(0);
    statement.setQueryTimeout(TIMEOUT_SECONDS);
    statement.setObject(1, range.fromOrMin());
    statement.setObject(2, range.toOrMax());
    statement.setInt(3, events + 1);
    return statement;
  }

  private RecentAnswer answer(PreparedStatement statement, Row row) throws SQLException {
    List<String> rows = new ArrayList<>();
    Instant readSince = null;
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        readSince = result.getLong(1) > events ? time(result) : null;
        String text = row.of(result);
        if (text != null) {
          rows.add(text);
        }
      }
    }
    boolean hasMoreRows = rows.size() > limit;
    return new RecentAnswer(hasMoreRows ? rows.subList(0, limit) : rows, hasMoreRows, readSince);
  }

  private static @Nullable Instant time(ResultSet result) throws SQLException {
    OffsetDateTime earliest = result.getObject(2, OffsetDateTime.class);
    return earliest == null ? null : earliest.toInstant();
  }
}
