package io.contextgraph.audit;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import io.contextgraph.event.EventSummary;
import io.contextgraph.ledger.LedgerReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Compares the graph with the ledger, a page of positions at a time: first without a lock, then
 * again, for the events that differ, under the lock of their partition. So an event that is being
 * projected is never reported. A transaction lasts no longer than a page, and a lock no longer than
 * a few events, whatever the size of ledger and sessions.
 */
final class LedgerWalk {
  /** Positions that are read at once. */
  static final int PAGE = 2_000;

  /** Events that are compared, and repaired, at once under a lock. */
  static final int LOCKED = 100;

  private final LedgerReader ledger;
  private final AuditedProjection graph;
  private final GraphArchives archives;
  private final boolean repair;
  private final Consumer<Difference> found;

  /**
   * @param archives whose events the graph may not have, though their rows are still there
   * @param repair whether to repair what differs
   * @param found receives each difference, while no transaction is open
   */
  LedgerWalk(
      LedgerReader ledger,
      AuditedProjection graph,
      GraphArchives archives,
      boolean repair,
      Consumer<Difference> found) {
    this.ledger = ledger;
    this.graph = graph;
    this.archives = archives;
    this.repair = repair;
    this.found = found;
  }

  /** Walks from the first position to the highest that the projection has reached now. */
  void run(EventCheck check, Progress progress) throws SQLException {
    long end = graph.reached().highest();
    long position = 0;
    while (position < end) {
      long upTo = Math.min(end, position + PAGE);
      compare(check, ledger.events(position, upTo)).forEach(found);
      position = upTo;
      progress.report(check.unit(), position, end);
    }
  }

  private List<Difference> compare(EventCheck check, List<EventSummary> page) {
    ReachedPositions reached = graph.reached();
    List<EventSummary> projected =
        page.stream()
            .filter(event -> event.globalPosition() <= reached.of(event.sessionId()))
            .filter(event -> !archives.isDropped(event))
            .toList();
    Set<String> suspects =
        ids(graph.read(transaction -> check.differences(transaction, projected)));
    Map<Integer, List<EventSummary>> byPartition =
        among(projected, suspects).stream()
            .collect(
                groupingBy(event -> reached.partition(event.sessionId()), TreeMap::new, toList()));
    List<Difference> differences = new ArrayList<>();
    byPartition.forEach(
        (partition, events) -> {
          for (int from = 0; from < events.size(); from += LOCKED) {
            List<EventSummary> some = events.subList(from, Math.min(events.size(), from + LOCKED));
            differences.addAll(compareLocked(check, partition, some));
          }
        });
    return differences;
  }

  private List<Difference> compareLocked(
      EventCheck check, int partition, List<EventSummary> events) {
    return graph.locked(
        List.of(partition),
        (transaction, positions) -> {
          List<Difference> differences = check.differences(transaction, events);
          if (repair && !differences.isEmpty()) {
            check.repair(transaction, among(events, ids(differences)));
          }
          return differences;
        });
  }

  private static Set<String> ids(List<Difference> differences) {
    return differences.stream().map(Difference::event).collect(toSet());
  }

  private static List<EventSummary> among(List<EventSummary> events, Set<String> ids) {
    return events.stream().filter(event -> ids.contains(event.eventId().toString())).toList();
  }
}
