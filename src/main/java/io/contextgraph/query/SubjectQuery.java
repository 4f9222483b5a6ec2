package io.contextgraph.query;

import io.contextgraph.event.RecordedEvent;
import io.contextgraph.ledger.RecordedEventRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.postgresql.PGStatement;

/**
 * Selects the events about a person.
 *
 * @param subject their {@code subject_id}
 */
public record SubjectQuery(String subject) implements PageQuery {
  @Override
  public PreparedStatement prepare(Connection ledger, long after, int limit) throws SQLException {
    PreparedStatement statement = ledger.prepareStatement(text());
    // A server-side prepared statement may get a generic plan, which does not use the index.
    statement.unwrap(PGStatement.class).setPrepareThreshold(0);
    bind(statement, after, limit);
    return statement;
  }

  @Override
  public boolean matches(RecordedEvent event) {
    return subject.equals(event.optional().subjectId());
  }

  static String text() {
    return RecordedEventRow.select(Sql.PAGE_SUBJECT_EVENTS.text());
  }

  void bind(PreparedStatement statement, long after, int limit) throws SQLException {
    statement.setString(1, subject);
    statement.setString(2, subject);
    statement.setLong(3, after);
    statement.setInt(4, limit);
  }
}
