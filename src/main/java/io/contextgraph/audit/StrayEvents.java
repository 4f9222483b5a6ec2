package io.contextgraph.audit;

import io.contextgraph.graph.Cypher;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.TransactionContext;

/**
 * Finds nodes of events that the ledger does not contain, in any session or none. A node counts
 * only if it is found again while all partitions are locked, so that an event that is being
 * projected is never reported.
 */
final class StrayEvents {
  private static final Cypher PAGE = Cypher.read(StrayEvents.class, "page_events");
  private static final Cypher INSPECT = Cypher.read(StrayEvents.class, "inspect_events");
  private static final int NODES = 5_000;

  private final AuditedProjection graph;
  private final RecordedEvents ledger;
  private final boolean repair;

  /**
   * @param repair whether to drop strays, or reduce them to their id if they are the parent of
   *     another event
   */
  StrayEvents(AuditedProjection graph, RecordedEvents ledger, boolean repair) {
    this.graph = graph;
    this.ledger = ledger;
    this.repair = repair;
  }

  /**
   * A node of an event.
   *
   * @param awaited it is Missing and the parent of another event
   * @param bare it has only its id
   */
  private record Node(String eventId, @Nullable String sessionId, boolean awaited, boolean bare) {
    static Node of(Record row) {
      return new Node(
          row.get("event_id").asString(),
          row.get("session_id").isNull() ? null : row.get("session_id").toString(),
          row.get("awaited").asBoolean(),
          row.get("bare").asBoolean());
    }

    /** Whether the graph may contain the node although the ledger does not contain the event. */
    boolean isPendingParent() {
      return awaited && bare;
    }

    Difference difference() {
      String session = String.valueOf(sessionId);
      return awaited
          ? Difference.alteredParent(session, eventId)
          : Difference.extraEvent(session, eventId);
    }
  }

  /**
   * Reports all strays except those already reported.
   *
   * @param reported ids of events that were already reported as extra
   */
  void find(Set<String> reported, Consumer<Difference> found) {
    String after = "";
    for (List<Node> page = page(after); !page.isEmpty(); page = page(after)) {
      after = page.get(page.size() - 1).eventId();
      Set<String> suspects =
          strays(page).map(Node::eventId).collect(Collectors.toCollection(TreeSet::new));
      suspects.removeAll(reported);
      if (!suspects.isEmpty()) {
        inspect(suspects).forEach(stray -> found.accept(stray.difference()));
      }
    }
  }

  private List<Node> page(String after) {
    return graph.read(
        transaction -> nodes(PAGE.run(transaction, Map.of("after", after, "limit", NODES))));
  }

  private static List<Node> nodes(List<Record> rows) {
    return rows.stream().map(Node::of).toList();
  }

  private Stream<Node> strays(List<Node> nodes) {
    Set<String> recorded = ledger.existing(nodes.stream().map(Node::eventId).toList());
    return nodes.stream()
        .filter(node -> !recorded.contains(node.eventId()) && !node.isPendingParent());
  }

  private List<Node> inspect(Collection<String> suspects) {
    return graph.locked(
        transaction -> {
          List<Node> strays = strays(nodes(keyed(transaction, suspects))).toList();
          if (repair && !strays.isEmpty()) {
            SessionRepair.drop(transaction, strays.stream().map(Node::eventId).toList());
          }
          return strays;
        });
  }

  private static List<Record> keyed(TransactionContext transaction, Collection<String> eventIds) {
    return INSPECT.run(transaction, Map.of("keys", List.copyOf(eventIds)));
  }
}
