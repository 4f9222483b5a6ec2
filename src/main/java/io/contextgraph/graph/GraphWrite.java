package io.contextgraph.graph;

import io.contextgraph.event.EventId;
import io.contextgraph.event.EventSummary;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.Value;

/**
 * Writes one batch of events within a transaction. Nodes that other writers may share are locked in
 * one order: by label, then by key; an event's own and its parent's id belong to one set.
 */
public final class GraphWrite {
  private final TransactionContext transaction;

  public GraphWrite(TransactionContext transaction) {
    this.transaction = transaction;
  }

  public void apply(List<EventSummary> events) {
    mergeShared(events);
    write(GraphProjection.project(events, neighbours(events)));
  }

  /** Writes some events of a session again; see {@link GraphProjection#again}. */
  public void again(List<EventSummary> chain, Set<String> ids) {
    mergeShared(chain.stream().filter(it -> ids.contains(it.eventId().toString())).toList());
    runUnlessEmpty(Cypher.CUT_EVENTS, "keys", List.copyOf(ids));
    write(GraphProjection.again(chain, ids));
  }

  private void mergeShared(List<EventSummary> events) {
    merge(Cypher.MERGE_AGENTS, events, EventSummary::agentId);
    merge(Cypher.MERGE_SESSIONS, events, EventSummary::sessionId);
    merge(Cypher.MERGE_TOOLS, events, EventSummary::toolName);
    merge(Cypher.MERGE_TRACES, events, EventSummary::traceId);
  }

  private void merge(
      Cypher statement, List<EventSummary> events, Function<EventSummary, @Nullable String> key) {
    NavigableSet<String> keys = new TreeSet<>();
    for (EventSummary event : events) {
      String value = key.apply(event);
      if (value != null) {
        keys.add(value);
      }
    }
    runUnlessEmpty(statement, "keys", new ArrayList<>(keys));
  }

  /**
   * Looks first around the earliest event of each session; only where something stands behind it,
   * around the others too. So appending to a session costs one look.
   */
  private Map<ChainPoint, Neighbours> neighbours(List<EventSummary> events) {
    Map<String, NavigableSet<ChainPoint>> chains = GraphProjection.chains(events);
    Map<ChainPoint, Neighbours> found = new HashMap<>();
    List<Map<String, Object>> first = new ArrayList<>();
    chains.forEach((session, chain) -> first.add(place(session, chain.first())));
    look(first, found);
    List<Map<String, Object>> rest = new ArrayList<>();
    chains.forEach(
        (session, chain) -> {
          Neighbours around = found.getOrDefault(chain.first(), Neighbours.NONE);
          for (ChainPoint point : chain.tailSet(chain.first(), false)) {
            if (around.after() == null) {
              found.put(point, around);
            } else {
              rest.add(place(session, point));
            }
          }
        });
    look(rest, found);
    return found;
  }

  private static Map<String, Object> place(String session, ChainPoint point) {
    return Map.of(
        "session_id", session,
        "occurred_at", dateTime(point.occurredAt()),
        "event_id", point.eventId().toString());
  }

  private void look(List<Map<String, Object>> places, Map<ChainPoint, Neighbours> found) {
    for (Record row : runUnlessEmpty(Cypher.FIND_NEIGHBOURS, "places", places)) {
      found.put(
          new ChainPoint(instant(row.get("occurred_at")), id(row.get("event_id"))),
          new Neighbours(point(row.get("before")), point(row.get("after"))));
    }
  }

  private static @Nullable ChainPoint point(Value node) {
    return node.isNull()
        ? null
        : new ChainPoint(instant(node.get("occurred_at")), id(node.get("event_id")));
  }

  private void write(List<GraphChange> changes) {
    NavigableSet<EventId> ids = new TreeSet<>();
    List<Map<String, Object>> events = new ArrayList<>();
    List<Map<String, Object>> tools = new ArrayList<>();
    List<Map<String, Object>> causes = new ArrayList<>();
    List<Map<String, Object>> cuts = new ArrayList<>();
    List<Map<String, Object>> follows = new ArrayList<>();
    for (GraphChange change : changes) {
      if (change instanceof GraphChange.PutEvent put) {
        ids.add(put.event().eventId());
        events.add(row(put.event()));
        if (put.event().toolName() != null) {
          tools.add(pair(put.event().eventId(), put.event().toolName()));
        }
      } else if (change instanceof GraphChange.LinkCause link) {
        ids.add(link.parent());
        causes.add(pair(link.event(), link.parent().toString()));
      } else if (change instanceof GraphChange.UnlinkFollows cut) {
        cuts.add(pair(cut.event(), cut.before().toString()));
      } else if (change instanceof GraphChange.LinkFollows link) {
        Map<String, Object> row = new HashMap<>(pair(link.event(), link.before().toString()));
        row.put("delta_ms", link.deltaMillis());
        follows.add(row);
      }
    }
    runUnlessEmpty(Cypher.MERGE_EVENTS, "keys", ids.stream().map(EventId::toString).toList());
    runUnlessEmpty(Cypher.SET_EVENTS, "events", events);
    runUnlessEmpty(Cypher.LINK_EVENTS, "events", events);
    runUnlessEmpty(Cypher.LINK_TOOLS, "pairs", tools);
    runUnlessEmpty(Cypher.LINK_CAUSES, "pairs", causes);
    runUnlessEmpty(Cypher.UNLINK_FOLLOWS, "pairs", cuts);
    runUnlessEmpty(Cypher.LINK_FOLLOWS, "pairs", follows);
  }

  private static Map<String, Object> pair(EventId event, String other) {
    return Map.of("event_id", event.toString(), "other", other);
  }

  private static Map<String, Object> row(EventSummary event) {
    Map<String, Object> row = new HashMap<>();
    row.put("event_id", event.eventId().toString());
    row.put("agent_id", event.agentId());
    row.put("trace_id", event.traceId());
    row.put("session_id", event.sessionId());
    row.put("global_position", event.globalPosition());
    row.put("event_type", event.eventType());
    row.put("occurred_at", dateTime(event.occurredAt()));
    putIfPresent(row, "ended_at", event.endedAt() == null ? null : dateTime(event.endedAt()));
    putIfPresent(row, "status", event.status() == null ? null : event.status().text());
    putIfPresent(row, "tool_name", event.toolName());
    putIfPresent(row, "importance_hint", event.importanceHint());
    putIfPresent(row, "payload_ref", event.payloadRef());
    return row;
  }

  private static void putIfPresent(
      Map<String, Object> properties, String name, @Nullable Object value) {
    if (value != null) {
      properties.put(name, value);
    }
  }

  private List<Record> runUnlessEmpty(Cypher statement, String parameter, Collection<?> rows) {
    return rows.isEmpty()
        ? List.of()
        : Neo4jGraphStore.run(transaction, statement, Map.of(parameter, rows));
  }

  private static OffsetDateTime dateTime(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private static Instant instant(Value dateTime) {
    return dateTime.asOffsetDateTime().toInstant();
  }

  private static EventId id(Value text) {
    return EventId.parse(text.asString());
  }
}
