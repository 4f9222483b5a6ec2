package io.contextgraph.audit;

import io.contextgraph.event.EventSummary;
import io.contextgraph.ledger.LedgerReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads the ledger's events by session and by id. */
record RecordedEvents(LedgerReader ledger) {
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /**
   * Passes on the events of sessions up to a position, session by session, each ordered by time and
   * id.
   */
  void ofSessions(Collection<String> sessions, long upTo, Consumer<EventSummary> events) {
    try {
      ledger.eventsOfSessions(sessions, upTo, events);
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  /** The events of a session up to a position, ordered by time and id. */
  List<EventSummary> ofSession(String session, long upTo) {
    List<EventSummary> events = new ArrayList<>();
    ofSessions(List.of(session), upTo, events::add);
    return events;
  }

  /** Which of some ids the ledger contains; an id that is no UUID is not in the ledger. */
  Set<String> existing(Collection<String> eventIds) {
    try {
      return ledger.positions(eventIds.stream().filter(UUID.asMatchPredicate()).toList()).keySet();
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private static IllegalStateException unreadable(SQLException e) {
    return new IllegalStateException("Could not read the ledger: " + e.getMessage(), e);
  }
}
