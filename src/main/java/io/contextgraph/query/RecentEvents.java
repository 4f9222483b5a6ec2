package io.contextgraph.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
  private interface Row<T> {
    @Nullable T of(ResultSet row) throws SQLException;
  }

  /**
   * The sessions of these events, the one with the newest event first. What an object says is about
   * the events that were read.
   *
   * @param agent only sessions with an event of this agent; null for all
   * @param failed only sessions with a failed event
   * @param lines receives each row as a JSON object
   */
  public RecentAnswer sessions(@Nullable String agent, boolean failed, Consumer<String> lines)
      throws SQLException {
    List<String> rows = new ArrayList<>();
    RecentAnswer answer;
    try (PreparedStatement statement = prepare(Sql.RECENT_SESSIONS)) {
      statement.setString(4, agent);
      statement.setString(5, agent);
      statement.setBoolean(6, failed);
      statement.setInt(7, limit + 1);
      answer = answer(statement, RecentRow::session, rows);
    }
    rows.forEach(lines);
    return answer;
  }

  /**
   * Those of these events that failed or timed out, with what they say about why. That is read page
   * by page, because payload and attributes of all of them may exceed memory.
   *
   * @param lines receives each row as a JSON object
   */
  public RecentAnswer failures(Consumer<String> lines) throws SQLException {
    List<AnswerRow> rows = new ArrayList<>();
    RecentAnswer answer;
    try (PreparedStatement statement = prepare(Sql.RECENT_FAILURES)) {
      statement.setInt(4, limit + 1);
      answer = answer(statement, RecentRow::failure, rows);
    }
    EventDetails details = new EventDetails(ledger);
    for (List<AnswerRow> page : EventDetails.pages(rows)) {
      details.withErrors(page).forEach(row -> lines.accept(row.json()));
    }
    return answer;
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

  /** Adds the rows of a result to a list, without the one that only tells that there are more. */
  private <T> RecentAnswer answer(PreparedStatement statement, Row<T> row, List<T> rows)
      throws SQLException {
    Instant readSince = null;
    boolean atOneTime = false;
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        readSince = result.getLong("events_read") > events ? time(result) : null;
        atOneTime = result.getBoolean("at_one_time");
        T read = row.of(result);
        if (read != null) {
          rows.add(read);
        }
      }
    }
    boolean hasMoreRows = rows.size() > limit;
    if (hasMoreRows) {
      rows.remove(limit);
    }
    return new RecentAnswer(rows.size(), hasMoreRows, readSince, atOneTime);
  }

  private static @Nullable Instant time(ResultSet result) throws SQLException {
    OffsetDateTime earliest = result.getObject("read_since", OffsetDateTime.class);
    return earliest == null ? null : earliest.toInstant();
  }
}
