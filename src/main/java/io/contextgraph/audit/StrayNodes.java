package io.contextgraph.audit;

import io.contextgraph.graph.Cypher;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.neo4j.driver.Record;

/**
 * Finds items that belong to no event: event nodes without an id, relationships that do not start
 * at an event, and sessions, agents, traces and tools that no event refers to or that have more
 * than their key. Items are searched, and repaired, while all partitions are locked, so that a node
 * that is being projected is never reported.
 */
final class StrayNodes {
  private static final Cypher DROP_NODES = cypher("drop_nodes");
  private static final Cypher DROP_UNREFERENCED_PARENTS = cypher("drop_unreferenced_parents");
  private static final List<Kind> KINDS =
      List.of(
          new Kind(cypher("find_events_without_id"), DROP_NODES),
          new Kind(cypher("find_foreign_relationships"), cypher("drop_relationships")),
          new Kind(cypher("find_altered_nodes"), cypher("reset_nodes")));
  private static final Kind UNREFERENCED = new Kind(cypher("find_unreferenced_nodes"), DROP_NODES);
  private static final int ROUNDS = 1_000;

  private final AuditedProjection graph;
  private final boolean repair;

  /**
   * A kind of stray: the statement that finds up to 1,000 of them, and the one that repairs them.
   */
  private record Kind(Cypher find, Cypher repair) {}

  /**
   * @param repair whether to repair what is found; if not, at most 1,000 of each kind are reported
   */
  StrayNodes(AuditedProjection graph, boolean repair) {
    this.graph = graph;
    this.repair = repair;
  }

  private static Cypher cypher(String name) {
    return Cypher.read(StrayNodes.class, name);
  }

  /** Reports all strays. */
  void find(Consumer<Difference> found) {
    KINDS.forEach(kind -> find(kind, found));
    if (repair) {
      graph.locked(transaction -> DROP_UNREFERENCED_PARENTS.run(transaction, Map.of()));
    }
    find(UNREFERENCED, found);
  }

  private void find(Kind kind, Consumer<Difference> found) {
    for (int round = 0; round < ROUNDS; round++) {
      List<Record> strays = findSome(kind);
      strays.forEach(
          row ->
              found.accept(
                  Difference.extra(row.get("label").asString(), row.get("key").asString(""))));
      if (strays.isEmpty() || !repair) {
        return;
      }
    }
    throw new IllegalStateException(
        kind.find().name() + " still finds strays after " + ROUNDS + " repairs");
  }

  private List<Record> findSome(Kind kind) {
    return graph.locked(
        transaction -> {
          List<Record> strays = kind.find().run(transaction, Map.of());
          if (repair && !strays.isEmpty()) {
            List<String> ids = strays.stream().map(row -> row.get("id").asString()).toList();
            kind.repair().run(transaction, Map.of("ids", ids));
          }
          return strays;
        });
  }
}
