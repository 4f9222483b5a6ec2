package io.contextgraph.audit;

import io.contextgraph.graph.Cypher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.neo4j.driver.Record;
import org.neo4j.driver.TransactionCallback;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.Value;

/**
 * Finds items that belong to no event: event nodes without an id, and sessions, agents, traces and
 * tools that no event refers to, or that have more than their key or relationships to other nodes.
 * Nodes with other labels, and relationships that start at them, are not part of the graph: they
 * are neither reported nor count as references. Scans all nodes of a kind, a page at a time; a node
 * counts only if it is found again while it is locked, as writers lock one that they create, so
 * that one that is being projected is never reported.
 */
final class StrayNodes {
  private static final int NODES = 100_000;
  private static final int LOCKED = 100;
  private static final int ROUNDS = 1_000;

  private static final Kind EVENTS_WITHOUT_ID =
      new Kind(
          "event nodes scanned",
          cypher("count_events"),
          cypher("scan_events"),
          cypher("inspect_events_without_id"));
  private static final Kind HUBS =
      new Kind(
          "sessions, agents, traces and tools scanned",
          cypher("count_hubs"),
          cypher("scan_hubs"),
          cypher("inspect_hubs"));
  private static final Cypher DROP_NODES = cypher("drop_nodes");
  private static final Cypher DROP_RELATIONSHIPS = cypher("drop_relationships_of_nodes");
  private static final Cypher RESET_NODES = cypher("reset_nodes");

  private final AuditedProjection graph;
  private final boolean repair;

  /**
   * A kind of node.
   *
   * @param count returns how many there are
   * @param scan returns how many nodes a page has, and the ids of those that may be strays
   * @param inspect locks nodes, and returns which of them are strays, and why
   */
  private record Kind(String unit, Cypher count, Cypher scan, Cypher inspect) {}

  /**
   * @param repair whether to repair what is found
   */
  StrayNodes(AuditedProjection graph, boolean repair) {
    this.graph = graph;
    this.repair = repair;
  }

  private static Cypher cypher(String name) {
    return Cypher.read(StrayNodes.class, name);
  }

  void findEventsWithoutId(Consumer<Difference> found, Progress progress) {
    find(EVENTS_WITHOUT_ID, found, progress);
  }

  void findHubs(Consumer<Difference> found, Progress progress) {
    find(HUBS, found, progress);
  }

  /** A repair of one node can make another one a stray, so a repair scans until it finds none. */
  private void find(Kind kind, Consumer<Difference> found, Progress progress) {
    for (int round = 0; round < ROUNDS; round++) {
      if (scan(kind, found, progress) == 0 || !repair) {
        return;
      }
    }
    throw new IllegalStateException(
        kind.scan().name() + " still finds strays after " + ROUNDS + " repairs");
  }

  private long scan(Kind kind, Consumer<Difference> found, Progress progress) {
    long total = row(kind.count(), Map.of()).get(0).asLong();
    long strays = 0;
    long done = 0;
    long seen = NODES;
    while (seen == NODES) {
      Record page = row(kind.scan(), Map.of("skip", done, "page", NODES));
      seen = page.get("seen").asLong();
      done += seen;
      for (List<String> suspects : parts(page.get("ids").asList(Value::asString))) {
        List<Difference> differences = inspect(kind, suspects);
        differences.forEach(found);
        strays += differences.size();
      }
      progress.report(kind.unit(), done, seen == NODES ? Math.max(done, total) : done);
    }
    return strays;
  }

  private Record row(Cypher statement, Map<String, Object> parameters) {
    return graph.read(transaction -> statement.run(transaction, parameters)).get(0);
  }

  private static List<List<String>> parts(List<String> ids) {
    List<List<String>> parts = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += LOCKED) {
      parts.add(ids.subList(from, Math.min(ids.size(), from + LOCKED)));
    }
    return parts;
  }

  private List<Difference> inspect(Kind kind, List<String> ids) {
    return locked(
        transaction -> {
          List<Record> strays = kind.inspect().run(transaction, Map.of("ids", ids));
          if (repair) {
            repair(transaction, strays);
          }
          return strays.stream().flatMap(row -> differences(row).stream()).toList();
        });
  }

  /**
   * A repair locks all partitions for a moment: writers do not lock a node that exists already, so
   * one might be about to refer to a node that is dropped.
   */
  private <T> T locked(TransactionCallback<T> work) {
    return repair
        ? graph.locked(
            graph.reached().byPartition().keySet(),
            (transaction, positions) -> work.execute(transaction))
        : graph.write(work);
  }

  private static List<Difference> differences(Record row) {
    String key = row.get("key").asString("");
    List<Difference> differences = new ArrayList<>();
    if (row.get("altered").asBoolean() || row.get("unreferenced").asBoolean()) {
      differences.add(Difference.extra(row.get("label").asString(), key));
    }
    row.get("relationships")
        .values(Value::asString)
        .forEach(type -> differences.add(Difference.extra(type, key)));
    return differences;
  }

  private static void repair(TransactionContext transaction, List<Record> strays) {
    run(DROP_RELATIONSHIPS, transaction, ids(strays, row -> row.get("relationships").size() > 0));
    run(RESET_NODES, transaction, ids(strays, row -> row.get("altered").asBoolean()));
    run(DROP_NODES, transaction, ids(strays, row -> row.get("unreferenced").asBoolean()));
  }

  private static void run(Cypher statement, TransactionContext transaction, List<String> ids) {
    if (!ids.isEmpty()) {
      statement.run(transaction, Map.of("ids", ids));
    }
  }

  private static List<String> ids(List<Record> strays, Predicate<Record> condition) {
    return strays.stream().filter(condition).map(row -> row.get("id").asString()).toList();
  }
}
