package io.contextgraph.benchmark;

import io.contextgraph.event.EventSummary;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionContext;

/**
 * Creates the nodes and relationships of a graph with statements that look at nothing: the limit.
 */
record BareGraph(Driver driver) {
  private static final String NODES = "UNWIND $rows AS row CREATE (e:Event) SET e = row";

  /** A relationship from an event: its type, the other node's label and key. */
  private enum Link {
    IN_SESSION("Session", "session_id"),
    PERFORMED_BY("Agent", "agent_id"),
    PART_OF("Trace", "trace_id"),
    USED("Tool", "name"),
    CAUSED_BY("Event", "event_id"),
    FOLLOWS("Event", "event_id");

    private final String label;
    private final String key;

    Link(String label, String key) {
      this.label = label;
      this.key = key;
    }

    String node() {
      return "UNWIND $rows AS key CREATE (:" + label + " {" + key + ": key})";
    }

    String relationship() {
      String properties = this == FOLLOWS ? " {delta_ms: row.delta_ms}" : "";
      return ("UNWIND $rows AS row MATCH (e:Event {event_id: row.event})"
              + " MATCH (o:%s {%s: row.other}) CREATE (e)-[:%s%s]->(o)")
          .formatted(label, key, name(), properties);
    }
  }

  /** One transaction's lists. */
  static final class Batch {
    private final List<Map<String, Object>> nodes = new ArrayList<>();
    private final Map<Link, List<Object>> keys = new HashMap<>();
    private final Map<Link, List<Object>> links = new HashMap<>();

    void link(Link link, EventSummary event, String other, long delta) {
      links
          .computeIfAbsent(link, none -> new ArrayList<>())
          .add(Map.of("event", event.eventId().toString(), "other", other, "delta_ms", delta));
    }
  }

  /** The lists from which {@link #create} creates the events, so many a transaction. */
  static List<Batch> prepare(List<EventSummary> events, int batchSize) {
    List<Batch> batches = new ArrayList<>();
    Map<String, EventSummary> last = new HashMap<>();
    Map<Link, Set<String>> known = new HashMap<>();
    for (EventSummary event : events) {
      if (batches.isEmpty() || batches.get(batches.size() - 1).nodes.size() == batchSize) {
        batches.add(new Batch());
      }
      add(event, last.put(event.sessionId(), event), known, batches.get(batches.size() - 1));
    }
    return batches;
  }

  void create(List<Batch> batches) {
    try (Session session = driver.session()) {
      for (Batch batch : batches) {
        session.executeWriteWithoutResult(transaction -> run(transaction, batch));
      }
    }
  }

  private static void add(
      EventSummary event,
      @org.jspecify.annotations.Nullable EventSummary before,
      Map<Link, Set<String>> known,
      Batch batch) {
    Map<String, Object> node = new HashMap<>();
    node.put("event_id", event.eventId().toString());
    node.put("global_position", event.globalPosition());
    node.put("event_type", event.eventType());
    node.put("occurred_at", event.occurredAt().atOffset(ZoneOffset.UTC));
    node.put("session_id", event.sessionId());
    Map<Link, String> others = new HashMap<>();
    others.put(Link.IN_SESSION, event.sessionId());
    others.put(Link.PERFORMED_BY, event.agentId());
    others.put(Link.PART_OF, event.traceId());
    if (event.toolName() != null) {
      node.put("tool_name", event.toolName());
      others.put(Link.USED, event.toolName());
    }
    if (event.status() != null) {
      node.put("status", event.status().text());
    }
    batch.nodes.add(node);
    others.forEach(
        (link, key) -> {
          if (known.computeIfAbsent(link, none -> new LinkedHashSet<>()).add(key)) {
            batch.keys.computeIfAbsent(link, none -> new ArrayList<>()).add(key);
          }
          batch.link(link, event, key, 0);
        });
    if (event.parentEventId() != null) {
      batch.link(Link.CAUSED_BY, event, event.parentEventId().toString(), 0);
    }
    if (before != null) {
      long delta = Duration.between(before.occurredAt(), event.occurredAt()).toMillis();
      batch.link(Link.FOLLOWS, event, before.eventId().toString(), delta);
    }
  }

  private static void run(TransactionContext transaction, Batch batch) {
    batch.keys.forEach((link, keys) -> run(transaction, link.node(), keys));
    run(transaction, NODES, batch.nodes);
    batch.links.forEach((link, rows) -> run(transaction, link.relationship(), rows));
  }

  private static void run(TransactionContext transaction, String cypher, List<?> rows) {
    transaction.run(cypher, Map.of("rows", rows)).consume();
  }

  /** How many nodes and relationships there are, not counting positions. */
  List<Long> count() {
    return List.of(
        number("MATCH (n) WHERE NOT n:Projection RETURN count(n) AS n"),
        number("MATCH ()-[r]->() RETURN count(r) AS n"));
  }

  private long number(String cypher) {
    return driver.executableQuery(cypher).execute().records().get(0).get("n").asLong();
  }

  void empty() {
    try (Session session = driver.session()) {
      session.run("MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 10000 ROWS").consume();
      session.run("MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume();
    }
  }
}
