package io.contextgraph.audit;

import io.contextgraph.event.EventSummary;
import io.contextgraph.event.Slice;
import io.contextgraph.graph.Cypher;
import io.contextgraph.graph.GraphWrite;
import io.contextgraph.graph.Neo4jGraphStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.TransactionContext;

/**
 * Looks at what the graph says, compares it with what the ledger says, and writes it again, while
 * the projection goes on: what changes is judged and mended under the lock of its partition.
 */
public final class GraphAudit implements AutoCloseable {
  private static final int REPAIRED_AT_ONCE = 2_000;

  /** A command that was stopped, or lost its network, must not hold the projection up for long. */
  static final TransactionConfig BOUNDED =
      TransactionConfig.builder().withTimeout(Duration.ofMinutes(1)).build();

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
   * @param repair write again what differs, in transactions of bounded size
   */
  public List<Difference> compare(
      String sessionId, int partition, LongFunction<List<EventSummary>> events, boolean repair) {
    List<Difference> differences = pass(sessionId, partition, events, repair);
    int left = differences.size();
    while (repair && left > 0) {
      int now = pass(sessionId, partition, events, true).size();
      if (now >= left) {
        throw new IllegalStateException(
            "session " + sessionId + " still differs after it was written again");
      }
      left = now;
    }
    return differences;
  }

  private List<Difference> pass(
      String sessionId, int partition, LongFunction<List<EventSummary>> events, boolean repair) {
    try (Session session = driver.session()) {
      return session.executeWrite(
          transaction -> {
            List<EventSummary> recorded = events.apply(lock(transaction, partition));
            List<Difference> differences = differences(transaction, sessionId, recorded);
            if (repair && !differences.isEmpty()) {
              rewrite(transaction, recorded, differences);
            }
            return differences;
          },
          BOUNDED);
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

  /** Writes some of the events that differ again: what starts at them is all that can differ. */
  private static void rewrite(
      TransactionContext transaction, List<EventSummary> recorded, List<Difference> differences) {
    Set<String> known = new HashSet<>();
    recorded.forEach(event -> known.add(event.eventId().toString()));
    Set<String> extra = new LinkedHashSet<>();
    Set<String> again = new LinkedHashSet<>();
    for (Difference difference : differences) {
      String event = difference.item().eventId();
      if (extra.size() + again.size() < REPAIRED_AT_ONCE) {
        (known.contains(event) ? again : extra).add(event);
      }
    }
    if (!extra.isEmpty()) {
      Neo4jGraphStore.run(transaction, Cypher.DROP_EVENTS, Map.of("keys", List.copyOf(extra)));
    }
    if (!again.isEmpty()) {
      new GraphWrite(transaction).again(recorded, again);
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
          },
          BOUNDED);
    }
  }

  /** The names of other projections that this graph holds; nothing tells their events apart. */
  public List<String> otherProjections() {
    try (Session session = driver.session()) {
      return session.executeRead(
          transaction ->
              Neo4jGraphStore.run(transaction, Cypher.OTHER_PROJECTIONS, Map.of("name", projection))
                  .stream()
                  .map(row -> row.get("name").asString())
                  .toList());
    }
  }

  /** The same graph's strays. */
  public GraphSweep sweep() {
    return new GraphSweep(driver, projection);
  }

  /** Whether positions are kept under a name. */
  public boolean keeps(String progressName) {
    try (Session session = driver.session()) {
      return session.executeRead(
          transaction ->
              !Neo4jGraphStore.run(
                      transaction, Cypher.READ_PROJECTION, Map.of("name", progressName))
                  .isEmpty());
    }
  }

  /** Forgets the positions kept under a name. */
  public void forget(String progressName) {
    try (Session session = driver.session()) {
      session.executeWriteWithoutResult(
          transaction ->
              Neo4jGraphStore.run(
                  transaction, Cypher.DROP_PROJECTION, Map.of("name", progressName)),
          BOUNDED);
    }
  }

  @Override
  public void close() {
    driver.close();
  }
}
