package io.contextgraph.query;

import io.contextgraph.event.EventId;
import io.contextgraph.event.RecordedEvent;
import io.contextgraph.event.RequiredFields;
import io.contextgraph.ledger.RecordedEventRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * Selects events of the ledger. An event must meet all conditions; null means no condition. If the
 * ledger has a function for the conditions, the statement calls it, whose plan is made once in a
 * session; otherwise the server plans the statement with their values.
 *
 * @param from the earliest {@code occurred_at}, inclusive
 * @param to the latest {@code occurred_at}, exclusive
 */
public record EventQuery(
    @Nullable String session,
    @Nullable String agent,
    @Nullable String trace,
    @Nullable OffsetDateTime from,
    @Nullable OffsetDateTime to)
    implements PageQuery {
  @Override
  public PreparedStatement prepare(Connection ledger, long after, int limit) throws SQLException {
    PreparedStatement statement = ledger.prepareStatement(text());
    // A server-side prepared statement may get a generic plan, which does not use the indexes.
    statement.unwrap(PGStatement.class).setPrepareThreshold(0);
    bind(statement, after, limit);
    return statement;
  }

  @Override
  public boolean matches(RecordedEvent event) {
    RequiredFields fields = event.required();
    return isMet(session, fields.sessionId())
        && isMet(agent, fields.agentId())
        && isMet(trace, fields.traceId())
        && (from == null || !fields.occurredAt().isBefore(from.toInstant()))
        && (to == null || fields.occurredAt().isBefore(to.toInstant()));
  }

  private static boolean isMet(@Nullable String condition, String value) {
    return condition == null || condition.equals(value);
  }

  @Override
  public boolean canMatchWithin(Instant lower, Instant upper) {
    return (from == null || upper.isAfter(from.toInstant()))
        && (to == null || lower.isBefore(to.toInstant()));
  }

  /** The statement that reads one event. */
  static PreparedStatement byId(Connection ledger, EventId id) throws SQLException {
    PreparedStatement statement = ledger.prepareStatement(calling("event_by_id(?)"));
    statement.setObject(1, id.toUuid());
    return statement;
  }

  String text() {
    return isAnsweredByFunction()
        ? calling(function())
        : RecordedEventRow.select(Sql.PAGE_EVENTS.text());
  }

  private static String calling(String function) {
    return RecordedEventRow.select("ledger." + function + " ORDER BY global_position");
  }

  private boolean isAnsweredByFunction() {
    return from == null
        && to == null
        && Stream.of(session, agent, trace).filter(Objects::nonNull).count() <= 1;
  }

  private String function() {
    if (session != null) {
      return "events_of_session(?, ?, ?)";
    }
    if (agent != null) {
      return "events_of_agent(?, ?, ?)";
    }
    return trace != null ? "events_of_trace(?, ?, ?)" : "events(?, ?)";
  }

  void bind(PreparedStatement statement, long after, int limit) throws SQLException {
    if (isAnsweredByFunction()) {
      bindFunction(statement, after, limit);
    } else {
      bindConditions(statement, after, limit);
    }
  }

  private void bindFunction(PreparedStatement statement, long after, int limit)
      throws SQLException {
    int index = 1;
    for (String key : new @Nullable String[] {session, agent, trace}) {
      if (key != null) {
        statement.setString(index++, key);
      }
    }
    statement.setLong(index, after);
    statement.setInt(index + 1, limit);
  }

  private void bindConditions(PreparedStatement statement, long after, int limit)
      throws SQLException {
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
}
