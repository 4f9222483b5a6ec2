package io.contextgraph.audit;

import io.contextgraph.archive.ArchivedMonth;
import io.contextgraph.archive.Archives;
import io.contextgraph.archive.RecordedArchives;
import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.EventSummary;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which events of archived months the graph keeps, and which it does not have.
 *
 * @param kept archives in force whose events stay in the graph
 * @param dropped those whose events do not
 */
record GraphArchives(List<Archives.Entry> kept, List<Archives.Entry> dropped) {
  private static final Pattern CONTROL = Pattern.compile("(audit|privacy|retention)\\..*");

  /** The archives that the ledger has in force now. */
  static GraphArchives read(Connection ledger) throws SQLException {
    List<Archives.Entry> inForce = new RecordedArchives(ledger).read().inForce();
    return new GraphArchives(
        inForce.stream().filter(it -> it.month().graph() == ArchivedMonth.GraphRule.KEEP).toList(),
        inForce.stream().filter(it -> it.month().graph() == ArchivedMonth.GraphRule.DROP).toList());
  }

  /** Whether the graph must not have an event with this position and time. */
  boolean isDropped(long position, Instant occurredAt) {
    return dropped.stream().anyMatch(entry -> entry.covers(position, occurredAt));
  }

  /** Whether the graph must not have an event whose row is still there. */
  boolean isDropped(EventSummary event) {
    boolean control =
        event.sessionId().equals(ControlEvent.SESSION)
            && CONTROL.matcher(event.eventType()).matches();
    return !control && isDropped(event.globalPosition(), event.occurredAt());
  }
}
