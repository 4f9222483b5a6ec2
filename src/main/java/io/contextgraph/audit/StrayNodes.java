package io.contextgraph.audit;

import io.contextgraph.graph.Cypher;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/**
 * Finds items that belong to no event: event nodes without an id, and sessions, agents, traces and
 * tools that no event refers to, or that have more than their key or relationships to other nodes.
 * Nodes with other labels, and relationships that start at them, are not part of the graph: they
 * are neither reported nor count as references.
 *
 * <p>Nodes are read in the order of their keys, a page at a time. Those without a key that is a
 * text are searched only if this left out some, see {@link KeyWalk}.
 */
final class StrayNodes {
  /** The pages by key, of one label each. */
  static final List<Cypher> PAGES =
      Stream.of("page_sessions", "page_agents", "page_traces", "page_tools")
          .map(StrayNodes::cypher)
          .toList();

  private static final int NODES = 100_000;
  private static final int ROUNDS = 1_000;
  private static final String WALKED = "sessions, agents, traces and tools read";

  private static final Kind EVENTS =
      new Kind(
          "event nodes searched for those without an id",
          cypher("count_events"),
          cypher("scan_events"),
          cypher("inspect_events_without_id"));
  private static final Kind HUBS =
      new Kind(
          "sessions, agents, traces and tools searched for those without a key",
          cypher("count_hubs"),
          cypher("scan_hubs"),
          cypher("inspect_hubs"));

  private final AuditedProjection graph;
  private final NodeInspection inspection;
  private final boolean repair;

  /**
   * A kind of node.
   *
   * @param count returns how many there are
   * @param scan returns how many nodes a page has, and the ids of those without a key
   * @param inspect locks nodes, and returns which of them are strays, and why
   */
  private record Kind(String unit, Cypher count, Cypher scan, Cypher inspect) {}

  /**
   * @param repair whether to repair what is found
   */
  StrayNodes(AuditedProjection graph, boolean repair) {
    this.graph = graph;
    this.inspection = new NodeInspection(graph, repair);
    this.repair = repair;
  }

  private static Cypher cypher(String name) {
    return Cypher.read(StrayNodes.class, name);
  }

  /** Finds the event nodes that a walk through those with an id left out. */
  void findEventsWithoutId(KeyWalk walk, Consumer<Difference> found, Progress progress) {
    searchRest(EVENTS, walk, found, progress);
  }

  void findHubs(Consumer<Difference> found, Progress progress) {
    KeyWalk walk = new KeyWalk(count(HUBS), 0);
    for (Cypher page : PAGES) {
      walk = walk(page, walk, found, progress);
    }
    searchRest(HUBS, walk, found, progress);
  }

  private long count(Kind kind) {
    return row(kind.count(), Map.of()).get("nodes").asLong();
  }

  private Record row(Cypher statement, Map<String, Object> parameters) {
    return graph.read(transaction -> statement.run(transaction, parameters)).get(0);
  }

  private KeyWalk walk(
      Cypher statement, KeyWalk walk, Consumer<Difference> found, Progress progress) {
    KeyWalk walked = walk;
    Record page = row(statement, Map.of("after", "", "page", NODES));
    while (page.get("seen").asLong() > 0) {
      inspect(HUBS, page).forEach(found);
      walked = walked.plus(page.get("seen").asLong());
      progress.report(WALKED, walked.walked(), Math.max(walked.walked(), walked.before()));
      page = row(statement, Map.of("after", page.get("last").asString(), "page", NODES));
    }
    return walked;
  }

  /** A repair changes the order of the nodes, so it searches until it finds none. */
  private void searchRest(Kind kind, KeyWalk walk, Consumer<Difference> found, Progress progress) {
    long after = count(kind);
    if (walk.leavesRest(after)) {
      progress.skipped(unsearched(kind, after - walk.walked()));
    }
    if (!walk.mustSearchRest(after)) {
      return;
    }
    for (int round = 0; round < ROUNDS; round++) {
      if (search(kind, found, progress) == 0 || !repair) {
        return;
      }
    }
    throw new IllegalStateException(
        kind.scan().name() + " still finds strays after " + ROUNDS + " repairs");
  }

  private static String unsearched(Kind kind, long unread) {
    return "Skipped: %s. %d nodes were not read by their key, most likely because they were projected meanwhile; the graph is too large to search them all. Verify it while its projection is paused."
        .formatted(kind.unit(), unread);
  }

  private long search(Kind kind, Consumer<Difference> found, Progress progress) {
    long total = count(kind);
    long strays = 0;
    long done = 0;
    long seen = NODES;
    while (seen == NODES) {
      Record page = row(kind.scan(), Map.of("skip", done, "page", NODES));
      seen = page.get("seen").asLong();
      done += seen;
      List<Difference> differences = inspect(kind, page);
      differences.forEach(found);
      strays += differences.size();
      progress.report(kind.unit(), done, seen == NODES ? Math.max(done, total) : done);
    }
    return strays;
  }

  private List<Difference> inspect(Kind kind, Record page) {
    return inspection.differences(kind.inspect(), page.get("ids").asList(Value::asString));
  }
}
