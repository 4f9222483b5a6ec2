package io.contextgraph.audit;

import io.contextgraph.graph.Cypher;
import io.contextgraph.graph.Neo4jGraphStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionContext;

/**
 * What the graph holds that belongs to no recorded event. Everything is judged, and dropped, while
 * all partitions of the projection are locked: what is only on its way is never taken for a stray.
 */
public final class GraphSweep {
  private static final int ENDLESS = 1_000;

  private final Driver driver;
  private final String projection;

  /**
   * @param driver not closed by this
   */
  public GraphSweep(Driver driver, String projection) {
    this.driver = driver;
    this.projection = projection;
  }

  /**
   * An event's node.
   *
   * @param awaited it is Missing, and an event names it as its parent
   * @param bare it has nothing but its id
   */
  public record Node(String eventId, @Nullable String sessionId, boolean awaited, boolean bare) {
    /** Whether a node that the ledger does not know may be there. */
    public boolean isParentThatMayCome() {
      return awaited && bare;
    }
  }

  /** A thing that the graph must not have; {@code what} is a label or a relationship's type. */
  public record Stray(String what, String key) {}

  /** Event nodes by id, after an id, so many at most. */
  public List<Node> events(String afterId, int limit) {
    try (Session session = driver.session()) {
      return session.executeRead(
          transaction ->
              nodes(
                  Neo4jGraphStore.run(
                      transaction, Cypher.PAGE_EVENTS, Map.of("after", afterId, "limit", limit))));
    }
  }

  /**
   * Looks again at events that seemed to be strays; those that still are.
   *
   * @param recorded which of some ids the ledger has now
   * @param drop drop them, or make them bare again if an event names them
   */
  public List<Node> strayEvents(
      Collection<String> suspects,
      Function<Collection<String>, Set<String>> recorded,
      boolean drop) {
    return locked(
        transaction -> {
          Set<String> known = recorded.apply(suspects);
          List<Node> strays = new ArrayList<>();
          List<Record> rows =
              Neo4jGraphStore.run(
                  transaction, Cypher.LOOK_AT_EVENTS, Map.of("keys", List.copyOf(suspects)));
          for (Node node : nodes(rows)) {
            if (!known.contains(node.eventId()) && !node.isParentThatMayCome()) {
              strays.add(node);
            }
          }
          if (drop && !strays.isEmpty()) {
            Neo4jGraphStore.run(
                transaction,
                Cypher.DROP_EVENTS,
                Map.of("keys", strays.stream().map(Node::eventId).toList()));
          }
          return strays;
        });
  }

  private static List<Node> nodes(List<Record> rows) {
    return rows.stream()
        .map(
            row ->
                new Node(
                    row.get("event_id").asString(),
                    row.get("session_id").isNull() ? null : row.get("session_id").toString(),
                    row.get("awaited").asBoolean(),
                    row.get("bare").asBoolean()))
        .toList();
  }

  /**
   * Events without an id, relationships that start at no event, what sessions, agents, traces and
   * tools have beyond their key, and those of no event.
   *
   * @param drop mend it too; otherwise 1,000 of a kind are told at most
   */
  public List<Stray> others(boolean drop) {
    List<Stray> strays = new ArrayList<>();
    all(Cypher.NAMELESS_EVENTS, Cypher.DROP_NODES, drop, strays);
    all(Cypher.ODD_RELATIONSHIPS, Cypher.DROP_RELATIONSHIPS, drop, strays);
    all(Cypher.ODD_NODES, Cypher.MEND_NODES, drop, strays);
    if (drop) {
      locked(transaction -> Neo4jGraphStore.run(transaction, Cypher.DROP_UNNAMED, Map.of()));
    }
    all(Cypher.UNUSED_NODES, Cypher.DROP_NODES, drop, strays);
    return strays;
  }

  private void all(Cypher find, Cypher mend, boolean drop, List<Stray> strays) {
    for (int round = 0; round < ENDLESS; round++) {
      int found = locked(transaction -> some(transaction, find, mend, drop, strays));
      if (found == 0 || !drop) {
        return;
      }
    }
    throw new IllegalStateException("what " + find + " finds comes again and again");
  }

  private static int some(
      TransactionContext transaction, Cypher find, Cypher mend, boolean drop, List<Stray> strays) {
    List<Record> rows = Neo4jGraphStore.run(transaction, find, Map.of());
    List<String> ids = new ArrayList<>();
    for (Record row : rows) {
      strays.add(new Stray(row.get("label").asString(), row.get("key").asString("")));
      ids.add(row.get("id").asString());
    }
    if (drop && !ids.isEmpty()) {
      Neo4jGraphStore.run(transaction, mend, Map.of("ids", ids));
    }
    return ids.size();
  }

  private <T> T locked(Function<TransactionContext, T> work) {
    try (Session session = driver.session()) {
      return session.executeWrite(
          transaction -> {
            List<Record> partitions =
                Neo4jGraphStore.run(
                    transaction, Cypher.READ_PROJECTION, Map.of("name", projection));
            Neo4jGraphStore.run(
                transaction,
                Cypher.LOCK_PROJECTION,
                Map.of(
                    "name",
                    projection,
                    "partitions",
                    partitions.stream()
                        .map(row -> row.get("partition").asInt())
                        .sorted()
                        .toList()));
            return work.apply(transaction);
          },
          GraphAudit.BOUNDED);
    }
  }
}
