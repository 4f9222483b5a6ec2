package io.contextgraph.graph;

import io.contextgraph.event.EventSummary;
import io.contextgraph.event.Slice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionContext;

/**
 * Looks at what the graph says, compares it with what the ledger says, and writes it again, while
 * the projection goes on: what changes is judged and mended under the lock of its partition.
 */
public final class GraphAudit implements AutoCloseable {
  private final Driver driver;
  private final String projection;
  private final String ledgerId;

  /**
   * @param driver closed with this
   * @param ledgerId the ledger that the graph must belong to
   */
  public GraphAudit(Driver driver, String projection, String ledgerId) {
    this.driver = driver;
    this.projection = projection;
    this.ledgerId = ledgerId;
  }

  /** A thing that the graph lacks, has beyond the ledger, or says otherwise. */
  public record Difference(String problem, GraphItem item) {}

  /** A node of the graph as a page of events names it. */
  public record Node(String eventId, @Nullable String sessionId, boolean missing, boolean named) {}

  /** How far each partition is; empty if the graph has no projection of this name. */
  public Map<Integer, Long> positions() {
    try (Session session = driver.session()) {
      return session.executeRead(
          transaction ->
              Neo4jGraphStore.positions(
                  Neo4jGraphStore.run(
                      transaction, Cypher.READ_PROJECTION, Map.of("name", projection)),
                  ledgerId));
    }
  }

  /** A digest of each session over what the graph says of it now. */
  public Map<String, SessionDigest> digests(Collection<String> sessions) {
    try (Session session = driver.session()) {
      return session.executeRead(
          transaction -> {
            Map<String, SessionDigest> digests = ExpectedGraph.digests();
            GraphReader.read(transaction, sessions, ExpectedGraph.into(digests));
            return digests;
          });
    }
  }

  /**
   * Compares one session under its partition's lock, so that what it finds is no passing state.
   *
   * @param events the session's events in the ledger up to a position, by time and id
   * @param repair write the session again if it differs
   */
  public List<Difference> compare(
      String sessionId, int partition, LongFunction<List<EventSummary>> events, boolean repair) {
    try (Session session = driver.session()) {
      return session.executeWrite(
          transaction -> {
            List<EventSummary> recorded = events.apply(lock(transaction, partition));
            List<Difference> differences = differences(transaction, sessionId, recorded);
            if (repair && !differences.isEmpty()) {
              rewrite(transaction, sessionId, recorded, differences);
            }
            return differences;
          });
    }
  }

  private long lock(TransactionContext transaction, int partition) {
    return Neo4jGraphStore.positions(
            Neo4jGraphStore.run(
                transaction,
                Cypher.LOCK_PROJECTION,
                Map.of("name", projection, "partitions", List.of(partition))),
            ledgerId)
        .getOrDefault(partition, 0L);
  }

  private static List<Difference> differences(
      TransactionContext transaction, String sessionId, List<EventSummary> recorded) {
    Map<List<String>, List<GraphItem>> expected = new TreeMap<>(BY_TEXT);
    recorded.forEach(new ExpectedGraph(item -> put(expected, item)));
    Map<List<String>, List<GraphItem>> actual = new TreeMap<>(BY_TEXT);
    GraphReader.read(transaction, List.of(sessionId), item -> put(actual, item));
    Set<List<String>> keys = new LinkedHashSet<>(expected.keySet());
    keys.addAll(actual.keySet());
    List<Difference> differences = new ArrayList<>();
    for (List<String> key : keys) {
      List<GraphItem> wanted = expected.getOrDefault(key, List.of());
      List<GraphItem> found = actual.getOrDefault(key, List.of());
      if (wanted.size() == found.size() && new LinkedHashSet<>(wanted).containsAll(found)) {
        continue;
      }
      String problem = wanted.isEmpty() ? "extra" : found.isEmpty() ? "missing" : "wrong";
      differences.add(new Difference(problem, (wanted.isEmpty() ? found : wanted).get(0)));
    }
    return differences;
  }

  private static final java.util.Comparator<List<String>> BY_TEXT =
      java.util.Comparator.<List<String>, String>comparing(key -> key.get(0))
          .thenComparing(key -> key.get(1));

  private static void put(Map<List<String>, List<GraphItem>> items, GraphItem item) {
    items.computeIfAbsent(List.of(item.eventId(), item.what()), key -> new ArrayList<>()).add(item);
  }

  private static void rewrite(
      TransactionContext transaction,
      String sessionId,
      List<EventSummary> recorded,
      List<Difference> differences) {
    Set<String> extra = new LinkedHashSet<>();
    for (Difference difference : differences) {
      boolean node = difference.item().what().equals(GraphItem.NODE);
      if (node && difference.problem().equals("extra")) {
        extra.add(difference.item().eventId());
      }
    }
    Neo4jGraphStore.run(transaction, Cypher.CUT_EVENTS, Map.of("session", sessionId));
    drop(transaction, extra);
    new GraphWrite(transaction).apply(recorded);
  }

  private static void drop(TransactionContext transaction, Collection<String> ids) {
    if (!ids.isEmpty()) {
      Neo4jGraphStore.run(transaction, Cypher.DROP_EVENTS, Map.of("keys", List.copyOf(ids)));
    }
  }

  /** Event nodes by id, after an id, so many at most. */
  public List<Node> events(String afterId, int limit) {
    try (Session session = driver.session()) {
      return session.executeRead(
          transaction ->
              Neo4jGraphStore.run(
                      transaction, Cypher.PAGE_EVENTS, Map.of("after", afterId, "limit", limit))
                  .stream()
                  .map(GraphAudit::node)
                  .toList());
    }
  }

  private static Node node(Record row) {
    return new Node(
        row.get("event_id").asString(),
        row.get("session_id").isNull() ? null : row.get("session_id").asString(),
        row.get("missing").asBoolean(),
        row.get("named").asBoolean());
  }

  /** Drops event nodes that belong to no session and that no event names. */
  public void drop(Collection<String> eventIds) {
    try (Session session = driver.session()) {
      session.executeWriteWithoutResult(transaction -> drop(transaction, eventIds));
    }
  }

  /** Sessions, agents, traces and tools of no event, as {@code label key}; 1,000 at most. */
  public List<String> unused() {
    try (Session session = driver.session()) {
      return session.executeRead(
          transaction ->
              Neo4jGraphStore.run(transaction, Cypher.UNUSED_NODES, Map.of()).stream()
                  .map(row -> row.get("label").asString() + " " + row.get("key"))
                  .toList());
    }
  }

  /** Drops what {@link #unused} names. */
  public void dropUnused() {
    try (Session session = driver.session()) {
      session.executeWriteWithoutResult(
          transaction -> Neo4jGraphStore.run(transaction, Cypher.DROP_UNUSED, Map.of()));
    }
  }

  /**
   * Writes the slices' events again, as far as the projection has come, under its lock; keeps its
   * own positions under another name, in the same transaction.
   */
  public void writeAgain(String progressName, List<Slice> slices) {
    List<Integer> partitions = slices.stream().map(Slice::partition).sorted().toList();
    try (Session session = driver.session()) {
      session.executeWriteWithoutResult(
          transaction -> {
            Map<Integer, Long> reached = new HashMap<>();
            for (int partition : partitions) {
              reached.put(partition, lock(transaction, partition));
            }
            List<EventSummary> events = new ArrayList<>();
            List<Map<String, Object>> moves = new ArrayList<>();
            for (Slice slice : slices) {
              long position = reached.getOrDefault(slice.partition(), 0L);
              slice.events().stream()
                  .filter(event -> event.globalPosition() <= position)
                  .forEach(events::add);
              moves.add(Map.of("partition", slice.partition(), "position", slice.upTo()));
            }
            if (!events.isEmpty()) {
              new GraphWrite(transaction).apply(events);
            }
            Neo4jGraphStore.run(
                transaction, Cypher.MOVE_PROJECTION, Map.of("name", progressName, "moves", moves));
          });
    }
  }

  /** Forgets the positions kept under a name. */
  public void forget(String progressName) {
    try (Session session = driver.session()) {
      session.executeWriteWithoutResult(
          transaction ->
              Neo4jGraphStore.run(
                  transaction, Cypher.DROP_PROJECTION, Map.of("name", progressName)));
    }
  }

  @Override
  public void close() {
    driver.close();
  }
}
