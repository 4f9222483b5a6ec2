package io.contextgraph.audit;

import io.contextgraph.event.EventSummary;
import io.contextgraph.event.Slice;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.neo4j.driver.TransactionContext;

/** Compares sessions of the graph with the ledger and repairs those that differ. */
final class SessionAudit {
  private static final int REPAIRED_AT_ONCE = 2_000;

  private final AuditedProjection graph;
  private final RecordedEvents ledger;

  SessionAudit(AuditedProjection graph, RecordedEvents ledger) {
    this.graph = graph;
    this.ledger = ledger;
  }

  /**
   * Returns the sessions whose digests differ. Acquires no locks, so a session that is being
   * projected may be among them; {@link #compare} decides.
   */
  List<String> suspects(Collection<String> sessions) {
    Map<Integer, Long> positions = graph.positions();
    SessionDigests expected = new SessionDigests();
    byPartition(sessions, positions.size())
        .forEach(
            (partition, some) ->
                ledger.ofSessions(
                    some, positions.getOrDefault(partition, 0L), new ExpectedGraph(expected)));
    SessionDigests actual = digests(sessions);
    return sessions.stream().filter(session -> !expected.match(actual, session)).toList();
  }

  private static Map<Integer, List<String>> byPartition(
      Collection<String> sessions, int partitions) {
    return sessions.stream()
        .collect(
            Collectors.groupingBy(
                session -> Slice.partitionOf(session, partitions),
                TreeMap::new,
                Collectors.toList()));
  }

  private SessionDigests digests(Collection<String> sessions) {
    return graph.read(
        transaction -> {
          SessionDigests digests = new SessionDigests();
          GraphReader.read(transaction, sessions, digests);
          return digests;
        });
  }

  /**
   * Compares a session under the lock of its partition, so that events that are being projected do
   * not count as differences.
   *
   * @param partitions the projection's number of partitions
   * @param repair whether to repair what differs, in transactions of bounded size
   */
  List<Difference> compare(String session, int partitions, boolean repair) {
    int partition = Slice.partitionOf(session, partitions);
    List<Difference> differences = compareOnce(session, partition, repair);
    int left = repair ? differences.size() : 0;
    while (left > 0) {
      int now = compareOnce(session, partition, true).size();
      if (now >= left) {
        throw new IllegalStateException("session " + session + " still differs after its repair");
      }
      left = now;
    }
    return differences;
  }

  private List<Difference> compareOnce(String session, int partition, boolean repair) {
    return graph.locked(
        List.of(partition),
        (transaction, positions) -> {
          List<EventSummary> recorded =
              ledger.ofSession(session, positions.getOrDefault(partition, 0L));
          List<Difference> differences = differences(transaction, session, recorded);
          if (repair && !differences.isEmpty()) {
            SessionRepair.plan(recorded, differences, REPAIRED_AT_ONCE).apply(transaction);
          }
          return differences;
        });
  }

  private static List<Difference> differences(
      TransactionContext transaction, String session, List<EventSummary> recorded) {
    ItemComparison comparison = new ItemComparison();
    recorded.forEach(new ExpectedGraph(comparison::addExpected));
    GraphReader.read(transaction, List.of(session), comparison::addActual);
    return comparison.differences();
  }
}
