package io.contextgraph.audit;

import io.contextgraph.event.EventSummary;
import io.contextgraph.event.Micros;
import io.contextgraph.graph.ChainPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the graph says of an event: its node, or a relationship from it. The same thing is
 * equal, whether it was derived from the ledger or read from the graph.
 *
 * @param what {@code Event} for the node, else the relationship's type
 * @param detail the node's properties, or the relationship's end and properties, as text
 */
public record GraphItem(String sessionId, String eventId, String what, String detail) {
  static final String NODE = "Event";

  /**
   * All that the graph must say of an event.
   *
   * @param before the event before it in its session, or null if it is the first
   */
  static List<GraphItem> of(EventSummary event, @Nullable EventSummary before) {
    List<GraphItem> items = new ArrayList<>(7);
    items.add(item(event, NODE, properties(event).toString()));
    items.add(item(event, "IN_SESSION", end("Session", event.sessionId())));
    items.add(item(event, "PERFORMED_BY", end("Agent", event.agentId())));
    items.add(item(event, "PART_OF", end("Trace", event.traceId())));
    if (event.toolName() != null) {
      items.add(item(event, "USED", end("Tool", event.toolName())));
    }
    if (event.parentEventId() != null) {
      items.add(item(event, "CAUSED_BY", end(NODE, event.parentEventId().toString())));
    }
    if (before != null) {
      long delta = ChainPoint.of(event).millisSince(ChainPoint.of(before));
      items.add(
          item(
              event,
              "FOLLOWS",
              end(NODE, before.eventId().toString()) + " {delta_ms=" + delta + "}"));
    }
    return items;
  }

  private static GraphItem item(EventSummary event, String what, String detail) {
    return new GraphItem(event.sessionId(), event.eventId().toString(), what, detail);
  }

  /**
   * The node's properties by name: texts behind a quote, numbers as they are, times as microseconds
   * since 1970.
   */
  private static SortedMap<String, String> properties(EventSummary event) {
    SortedMap<String, String> properties = new TreeMap<>();
    properties.put("event_id", text(event.eventId().toString()));
    properties.put("global_position", Long.toString(event.globalPosition()));
    properties.put("event_type", text(event.eventType()));
    properties.put("occurred_at", time(Micros.of(event.occurredAt())));
    properties.put("session_id", text(event.sessionId()));
    if (event.endedAt() != null) {
      properties.put("ended_at", time(Micros.of(event.endedAt())));
    }
    if (event.status() != null) {
      properties.put("status", text(event.status().text()));
    }
    if (event.toolName() != null) {
      properties.put("tool_name", text(event.toolName()));
    }
    if (event.importanceHint() != null) {
      properties.put("importance_hint", event.importanceHint().toString());
    }
    if (event.payloadRef() != null) {
      properties.put("payload_ref", text(event.payloadRef()));
    }
    return properties;
  }

  /** Told apart from a number of the same digits. */
  static String text(String value) {
    return "'" + value;
  }

  /** The node that a relationship leads to. */
  static String end(String label, String key) {
    return label + " " + text(key);
  }

  static String time(long micros) {
    return micros + " us";
  }
}
