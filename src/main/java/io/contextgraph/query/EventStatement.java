package io.contextgraph.query;

import io.contextgraph.event.EventId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * The statement that reads a page of a query. If the ledger has a function for the query, it calls
 * the function, whose plan is made once in a session; otherwise the server plans the statement with
 * the values of the conditions.
 */
public record EventStatement(EventQuery query) implements PageQuery {
  @Override
  public PreparedStatement prepare(Connection ledger, long after, int limit) throws SQLException {
    PreparedStatement statement = ledger.prepareStatement(text());
    // A server-side prepared statement may get a generic plan, which does not use the indexes.
    statement.unwrap(PGStatement.class).setPrepareThreshold(0);
    bind(statement, after, limit);
    return statement;
  }

  /** The statement that reads one event. */
  static PreparedStatement byId(Connection ledger, EventId id) throws SQLException {
    PreparedStatement statement = ledger.prepareStatement(calling("event_by_id(?)"));
    statement.setObject(1, id.toUuid());
    return statement;
  }

  String text() {
    return isAnsweredByFunction() ? calling(function()) : Sql.PAGE_EVENTS.text();
  }

  private static String calling(String function) {
    return Sql.PAGE_EVENTS_OF.text().replace(":function", function);
  }

  private boolean isAnsweredByFunction() {
    return query.from() == null
        && query.to() == null
        && Stream.of(query.session(), query.agent(), query.trace()).filter(Objects::nonNull).count()
            <= 1;
  }

  private String function() {
    if (query.session() != null) {
      return "events_of_session(?, ?, ?)";
    }
    if (query.agent() != null) {
      return "events_of_agent(?, ?, ?)";
    }
    return query.trace() != null ? "events_of_trace(?, ?, ?)" : "events(?, ?)";
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
    for (String key : new @Nullable String[] {query.session(), query.agent(), query.trace()}) {
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
    bindTwice(statement, 2, query.session(), Types.VARCHAR);
    bindTwice(statement, 4, query.agent(), Types.VARCHAR);
    bindTwice(statement, 6, query.trace(), Types.VARCHAR);
    bindTwice(statement, 8, query.from(), Types.TIMESTAMP_WITH_TIMEZONE);
    bindTwice(statement, 10, query.to(), Types.TIMESTAMP_WITH_TIMEZONE);
    statement.setInt(12, limit);
  }

  private static void bindTwice(
      PreparedStatement statement, int index, @Nullable Object value, int type)
      throws SQLException {
    statement.setObject(index, value, type);
    statement.setObject(index + 1, value, type);
  }
}
