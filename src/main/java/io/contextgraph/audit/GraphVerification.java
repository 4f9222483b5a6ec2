package io.contextgraph.audit;

import io.contextgraph.ledger.PostgresConnections;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Compares the graph with the ledger at the projection's position while both continue: session by
 * session by their digests, and if these differ, again under the lock of the session's partition.
 * So an event that is being projected is never reported. Memory is bounded by a page of sessions
 * and the events of one session that differs.
 */
final class GraphVerification {
  private static final int SESSIONS = 200;

  private final PostgresConnections postgres;
  private final RecordedEvents ledger;
  private final AuditedProjection graph;
  private final boolean repair;
  private final Consumer<Difference> found;

  /** Ids of events that were reported as extra when their sessions were compared. */
  private final Set<String> extraEvents = new HashSet<>();

  private long differences;

  /**
   * @param repair whether to repair what differs
   * @param found receives each difference
   */
  GraphVerification(
      PostgresConnections postgres,
      RecordedEvents ledger,
      AuditedProjection graph,
      boolean repair,
      Consumer<Difference> found) {
    this.postgres = postgres;
    this.ledger = ledger;
    this.graph = graph;
    this.repair = repair;
    this.found = found;
  }

  /**
   * Compares everything once.
   *
   * @param progress receives how many sessions were compared
   * @return the number of differences
   * @throws IllegalArgumentException if the graph has no projection of this name
   */
  long run(Progress progress) throws SQLException {
    if (!graph.exists()) {
      throw new IllegalArgumentException("the graph has no projection of this name");
    }
    compareSessions(progress);
    new StrayEvents(graph, ledger, repair).find(extraEvents, this::report);
    new StrayNodes(graph, repair).find(this::report);
    return differences;
  }

  private void compareSessions(Progress progress) throws SQLException {
    SessionAudit audit = new SessionAudit(graph, ledger);
    int partitions = graph.positions().size();
    try (SessionCursor sessions =
        new SessionCursor(postgres.openLedger(), graph.highestPosition())) {
      long compared = 0;
      for (List<String> page = sessions.next(SESSIONS);
          !page.isEmpty();
          page = sessions.next(SESSIONS)) {
        audit.suspects(page).stream()
            .flatMap(session -> audit.compare(session, partitions, repair).stream())
            .forEach(this::report);
        compared += page.size();
        progress.report(compared, sessions.count());
      }
    }
  }

  private void report(Difference difference) {
    if (difference.isExtraEvent()) {
      extraEvents.add(difference.event());
    }
    differences++;
    found.accept(difference);
  }
}
