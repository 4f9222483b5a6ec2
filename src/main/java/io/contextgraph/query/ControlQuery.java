package io.contextgraph.query;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.RecordedEvent;
import io.contextgraph.ledger.RecordedEventRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * Selects control events, those of {@code ledger.audit}. An event must meet all conditions; null
 * means no condition.
 *
 * @param type a type, or the first word of several types
 * @param from the earliest {@code occurred_at}, inclusive
 * @param to the latest {@code occurred_at}, exclusive
 */
public record ControlQuery(
    @Nullable String type, @Nullable OffsetDateTime from, @Nullable OffsetDateTime to)
    implements PageQuery {

  @Override
  public PreparedStatement prepare(Connection ledger, long after, int limit) throws SQLException {
    PreparedStatement statement =
        ledger.prepareStatement(RecordedEventRow.select(Sql.PAGE_CONTROL_EVENTS.text()));
    // A server-side prepared statement may get a generic plan, which does not use the indexes.
    statement.unwrap(PGStatement.class).setPrepareThreshold(0);
    statement.setString(1, ControlEvent.SESSION);
    statement.setString(2, ControlEvent.STREAM);
    statement.setLong(3, after);
    statement.setObject(4, type, Types.VARCHAR);
    statement.setObject(5, type, Types.VARCHAR);
    statement.setObject(6, type, Types.VARCHAR);
    bindTwice(statement, 7, from);
    bindTwice(statement, 9, to);
    statement.setInt(11, limit);
    return statement;
  }

  /** Control events stay in the ledger. */
  @Override
  public boolean matches(RecordedEvent event) {
    return false;
  }

  @Override
  public boolean canMatchWithin(Instant lower, Instant upper) {
    return false;
  }

  private static void bindTwice(
      PreparedStatement statement, int index, @Nullable OffsetDateTime time) throws SQLException {
    statement.setObject(index, time, Types.TIMESTAMP_WITH_TIMEZONE);
    statement.setObject(index + 1, time, Types.TIMESTAMP_WITH_TIMEZONE);
  }
}
