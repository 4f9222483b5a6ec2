package io.contextgraph.audit;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.contextgraph.graph.Cypher;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.neo4j.driver.Record;

/**
 * Finds nodes of events that the ledger does not contain, or that the projection has not reached,
 * in any session or none; reads a page at a time, in the order of the ids. A node counts only if it
 * is found again under the lock of its session's partition, or of the node if it names no session,
 * so that an event that is being projected is never reported. A repair locks all partitions, so
 * that no writer can come to need a node that is dropped.
 */
final class StrayEvents {
  private static final Cypher COUNT = cypher("count_events");
  private static final Cypher PAGE = cypher("page_events");
  private static final Cypher LOCK = cypher("lock_events");
  private static final Cypher INSPECT = cypher("inspect_events");
  private static final Cypher DROP = cypher("drop_events");
  private static final int NODES = 5_000;
  private static final int LOCKED = 200;

  private final AuditedProjection graph;
  private final RecordedPositions ledger;
  private final boolean repair;

  /**
   * @param repair whether to drop strays, or reduce them to their id if they are the parent of
   *     another event
   */
  StrayEvents(AuditedProjection graph, RecordedPositions ledger, boolean repair) {
    this.graph = graph;
    this.ledger = ledger;
    this.repair = repair;
  }

  private static Cypher cypher(String name) {
    return Cypher.read(StrayEvents.class, name);
  }

  /**
   * Reports all strays.
   *
   * @return how many nodes have an id; those without one are left out
   */
  KeyWalk find(Consumer<Difference> found, Progress progress) {
    long total = graph.read(transaction -> COUNT.run(transaction, Map.of())).get(0).get(0).asLong();
    long done = 0;
    List<EventNode> page = page("");
    while (!page.isEmpty()) {
      inspect(page, found);
      done += page.size();
      progress.report("event nodes looked up in the ledger", done, Math.max(done, total));
      page = page(page.get(page.size() - 1).eventId());
    }
    return new KeyWalk(total, done);
  }

  private void inspect(List<EventNode> page, Consumer<Difference> found) {
    ReachedPositions reached = graph.reached();
    byLocks(strays(page, reached), reached)
        .forEach(
            (partitions, suspects) -> {
              for (int from = 0; from < suspects.size(); from += LOCKED) {
                int to = Math.min(suspects.size(), from + LOCKED);
                inspect(partitions, suspects.subList(from, to)).forEach(found);
              }
            });
  }

  private List<EventNode> page(String after) {
    return graph.read(
        transaction -> nodes(PAGE.run(transaction, Map.of("after", after, "limit", NODES))));
  }

  private static List<EventNode> nodes(List<Record> rows) {
    return rows.stream().map(EventNode::of).toList();
  }

  /** The ids of suspects, by the partitions that are locked while they are inspected. */
  private Map<Set<Integer>, List<String>> byLocks(
      List<EventNode> suspects, ReachedPositions reached) {
    return suspects.stream()
        .collect(groupingBy(node -> locks(node, reached), mapping(EventNode::eventId, toList())));
  }

  /**
   * A repair locks all partitions: events of any partition might be about to name a node that is
   * dropped.
   */
  private Set<Integer> locks(EventNode node, ReachedPositions reached) {
    if (repair) {
      return reached.byPartition().keySet();
    }
    return node.session() == null ? Set.of() : Set.of(reached.partition(node.session()));
  }

  private List<EventNode> strays(List<EventNode> nodes, ReachedPositions reached) {
    Map<String, Long> recorded = ledger.of(ids(nodes));
    return nodes.stream()
        .filter(node -> node.isStray(recorded.get(node.eventId()), reached))
        .toList();
  }

  private static List<String> ids(List<EventNode> nodes) {
    return nodes.stream().map(EventNode::eventId).sorted().toList();
  }

  private List<Difference> inspect(Set<Integer> partitions, List<String> suspects) {
    Map<String, Object> keys = Map.of("keys", suspects);
    List<EventNode> strays =
        graph.locked(
            partitions,
            (transaction, positions) -> {
              LOCK.run(transaction, keys);
              List<EventNode> left =
                  strays(nodes(INSPECT.run(transaction, keys)), graph.reached(transaction));
              if (repair && !left.isEmpty()) {
                DROP.run(transaction, Map.of("keys", ids(left)));
              }
              return left;
            });
    return strays.stream().map(EventNode::difference).toList();
  }
}
