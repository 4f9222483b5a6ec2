package io.contextgraph.query;

import io.contextgraph.event.EventId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;

/**
 * Whether the ledger contains what the graph does not contain.
 *
 * @param ledger used by one call at a time
 */
public record RecordedSubjects(Connection ledger) {
  /** The position of the event, or of the first one of the session or agent; empty if none. */
  public OptionalLong position(Subject subject) throws SQLException {
    return switch (subject.kind()) {
      case EVENT -> isUuid(subject.id()) ? read(Sql.FIND_EVENT, subject) : OptionalLong.empty();
      case SESSION -> read(Sql.FIND_SESSION, subject);
      case AGENT -> read(Sql.FIND_AGENT, subject);
      case POSITION -> OptionalLong.empty();
    };
  }

  private OptionalLong read(Sql sql, Subject subject) throws SQLException {
    try (PreparedStatement find = ledger.prepareStatement(sql.text())) {
      find.setString(1, subject.id());
      try (ResultSet row = find.executeQuery()) {
        return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
      }
    }
  }

  /** A damaged graph may hold other ids, which the ledger never has. */
  static boolean isUuid(String id) {
    try {
      EventId.parse(id);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
