package io.contextgraph.audit;

import io.contextgraph.event.EventSummary;
import io.contextgraph.event.Micros;
import io.contextgraph.event.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An event's node or a relationship that starts at it. Items are equal if they have the same
 * content, whether they were derived from the ledger or read from the graph.
 *
 * @param what {@code Event} for the node, otherwise the relationship's type
 * @param detail the node's properties, or the relationship's end and properties, as text
 */
record GraphItem(String sessionId, String eventId, String what, String detail) {
  static final String NODE = "Event";
  static final String FOLLOWS = "FOLLOWS";

  /** Everything that the graph must contain for an event, except {@link #follows}. */
  static List<GraphItem> of(EventSummary event) {
    List<GraphItem> items = new ArrayList<>(6);
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
    return items;
  }

  /**
   * The relationship from an event to the one before it in its session.
   *
   * @param before the id of the event before
   * @param at when that event occurred
   */
  static GraphItem follows(EventSummary event, String before, Instant at) {
    long delta = Duration.between(at, event.occurredAt()).toMillis();
    return item(event, FOLLOWS, end(NODE, before) + " {delta_ms=" + delta + "}");
  }

  private static GraphItem item(EventSummary event, String what, String detail) {
    return new GraphItem(event.sessionId(), event.eventId().toString(), what, detail);
  }

  /** The node's properties by name, formatted by {@link #text} and {@link #time}. */
  private static SortedMap<String, String> properties(EventSummary event) {
    SortedMap<String, String> properties = new TreeMap<>();
    properties.put("event_id", text(event.eventId().toString()));
    properties.put("global_position", Long.toString(event.globalPosition()));
    properties.put("event_type", text(event.eventType()));
    properties.put("occurred_at", time(event.occurredAt()));
    properties.put("session_id", text(event.sessionId()));
    put(properties, "ended_at", event.endedAt(), GraphItem::time);
    put(properties, "status", event.status(), GraphItem::text);
    put(properties, "tool_name", event.toolName(), GraphItem::text);
    put(properties, "importance_hint", event.importanceHint(), Object::toString);
    put(properties, "payload_ref", event.payloadRef(), GraphItem::text);
    return properties;
  }

  private static <T> void put(
      SortedMap<String, String> properties,
      String name,
      @Nullable T value,
      Function<T, String> format) {
    if (value != null) {
      properties.put(name, format.apply(value));
    }
  }

  /**
   * A text between quotation marks, so that it differs from a number with the same digits; a
   * quotation mark or a backslash in it follows a backslash, as in Cypher.
   */
  static String text(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static String text(Status status) {
    return text(status.text());
  }

  /** The node at which a relationship ends. */
  static String end(String label, String key) {
    return label + " " + text(key);
  }

  /** A time in microseconds since 1970-01-01T00:00:00Z. */
  static String time(Instant time) {
    return Micros.of(time) + " us";
  }
}
