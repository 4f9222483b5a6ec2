package io.contextgraph.ledger;

import io.contextgraph.event.Event;
import java.sql.SQLException;
import java.util.List;

/**
 * Appends a batch that may contain events that Postgres refuses. A batch that fails because of its
 * data is halved, in order, until each refused event is isolated and rejected. Any other failure
 * ends the bisection: halves already appended stay, later ones are not attempted.
 *
 * @param append appends a whole batch or nothing
 * @param reject writes a refused event as a dead letter
 */
record Bisection(Append append, Reject reject) {
  /** Appends a whole batch or nothing. */
  interface Append {
    AppendResult append(List<Event> events) throws SQLException;
  }

  /** Writes a refused event as a dead letter. */
  interface Reject {
    AppendResult reject(Event event, SQLException refusal) throws SQLException;
  }

  AppendResult run(List<Event> events) throws SQLException {
    try {
      return append.append(events);
    } catch (SQLException e) {
      if (events.isEmpty() || SqlFault.of(e) != SqlFault.DATA) {
        throw e;
      }
      return events.size() == 1 ? reject.reject(events.get(0), e) : halves(events);
    }
  }

  private AppendResult halves(List<Event> events) throws SQLException {
    int middle = events.size() / 2;
    AppendResult first = run(events.subList(0, middle));
    return first.plus(run(events.subList(middle, events.size())));
  }
}
