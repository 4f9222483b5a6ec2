package io.contextgraph.graph;

import io.contextgraph.event.EventSummary;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/**
 * Derives the graph of a set of events a second time, as simply as possible and independently of
 * the projection: one line for each node and each relationship.
 */
final class NaiveGraph {
  private static final String NODES =
      """
      UNWIND $ids AS id MATCH (e:Event {event_id: id})
      RETURN e.event_id AS id, e:Missing AS missing, properties(e) AS properties
      """;
  private static final String RELATIONSHIPS =
      """
      UNWIND $ids AS id MATCH (e:Event {event_id: id})-[r]->(o)
      RETURN id, type(r) AS type, r.delta_ms AS delta,
        coalesce(o.event_id, o.agent_id, o.trace_id, o.name, o.session_id) AS other
      """;

  private NaiveGraph() {}

  static Set<String> expected(Collection<EventSummary> events) {
    Set<String> lines = new TreeSet<>();
    Set<String> recorded =
        events.stream().map(event -> event.eventId().toString()).collect(Collectors.toSet());
    for (EventSummary event : events) {
      String id = event.eventId().toString();
      lines.add("event " + id + " " + properties(event));
      lines.add(id + " IN_SESSION null " + event.sessionId());
      lines.add(id + " PERFORMED_BY null " + event.agentId());
      lines.add(id + " PART_OF null " + event.traceId());
      if (event.toolName() != null) {
        lines.add(id + " USED null " + event.toolName());
      }
      if (event.parentEventId() != null) {
        lines.add(id + " CAUSED_BY null " + event.parentEventId());
        if (!recorded.contains(event.parentEventId().toString())) {
          lines.add("missing " + event.parentEventId());
        }
      }
    }
    events.stream()
        .collect(Collectors.groupingBy(EventSummary::sessionId))
        .values()
        .forEach(session -> follows(session, lines));
    return lines;
  }

  private static void follows(List<EventSummary> session, Set<String> lines) {
    List<EventSummary> sorted =
        session.stream()
            .sorted(
                Comparator.comparing(EventSummary::occurredAt)
                    .thenComparing(EventSummary::globalPosition))
            .toList();
    for (int i = 1; i < sorted.size(); i++) {
      long delta =
          Math.floorDiv(
              java.time.temporal.ChronoUnit.MICROS.between(
                  sorted.get(i - 1).occurredAt(), sorted.get(i).occurredAt()),
              1_000);
      lines.add(sorted.get(i).eventId() + " FOLLOWS " + delta + " " + sorted.get(i - 1).eventId());
    }
  }

  private static Map<String, String> properties(EventSummary event) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("event_id", event.eventId().toString());
    properties.put("global_position", Long.toString(event.globalPosition()));
    properties.put("event_type", event.eventType());
    properties.put("occurred_at", event.occurredAt().atOffset(ZoneOffset.UTC).toString());
    properties.put("session_id", event.sessionId());
    if (event.endedAt() != null) {
      properties.put("ended_at", event.endedAt().atOffset(ZoneOffset.UTC).toString());
    }
    if (event.status() != null) {
      properties.put("status", event.status().text());
    }
    if (event.toolName() != null) {
      properties.put("tool_name", event.toolName());
    }
    if (event.importanceHint() != null) {
      properties.put("importance_hint", event.importanceHint().toString());
    }
    if (event.payloadRef() != null) {
      properties.put("payload_ref", event.payloadRef());
    }
    return properties;
  }

  /** The lines of the real graph for these events and their parents. */
  static Set<String> actual(Driver driver, Collection<EventSummary> events) {
    Set<String> ids = new HashSet<>();
    for (EventSummary event : events) {
      ids.add(event.eventId().toString());
      if (event.parentEventId() != null) {
        ids.add(event.parentEventId().toString());
      }
    }
    Set<String> lines = new TreeSet<>();
    Map<String, Object> parameters = Map.of("ids", List.copyOf(ids));
    for (Record row : rows(driver, NODES, parameters)) {
      boolean missing = row.get("missing").asBoolean();
      Map<String, String> properties = new TreeMap<>();
      row.get("properties").asMap(NaiveGraph::text).forEach(properties::put);
      if (missing) {
        boolean only = properties.keySet().equals(Set.of("event_id"));
        lines.add("missing " + row.get("id").asString() + (only ? "" : " " + properties));
      } else {
        lines.add("event " + row.get("id").asString() + " " + properties);
      }
    }
    int count = 0;
    for (Record row : rows(driver, RELATIONSHIPS, parameters)) {
      count++;
      lines.add(
          row.get("id").asString()
              + " "
              + row.get("type").asString()
              + " "
              + (row.get("delta").isNull() ? null : row.get("delta").asLong())
              + " "
              + row.get("other").asString());
    }
    long different =
        lines.stream().filter(it -> !it.startsWith("event ") && !it.startsWith("missing ")).count();
    if (count != different) {
      lines.add("a relationship exists twice");
    }
    return lines;
  }

  private static String text(Value value) {
    return value.type().name().equals("DATE_TIME")
        ? value.asOffsetDateTime().toString()
        : value.asObject().toString();
  }

  private static List<Record> rows(Driver driver, String query, Map<String, Object> parameters) {
    return driver.executableQuery(query).withParameters(parameters).execute().records();
  }
}
