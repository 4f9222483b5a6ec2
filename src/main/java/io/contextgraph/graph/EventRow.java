package io.contextgraph.graph;

import io.contextgraph.event.EventSummary;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event as a parameter row of a statement. */
final class EventRow {
  private EventRow() {}

  /**
   * The keys of the event and of the nodes that it is linked to, and its properties that have a
   * value.
   */
  static Map<String, Object> of(EventSummary event) {
    Map<String, Object> row = new HashMap<>();
    row.put("event_id", event.eventId().toString());
    row.put("agent_id", event.agentId());
    row.put("trace_id", event.traceId());
    row.put("session_id", event.sessionId());
    row.put("global_position", event.globalPosition());
    row.put("event_type", event.eventType());
    row.put("occurred_at", dateTime(event.occurredAt()));
    put(row, "ended_at", event.endedAt() == null ? null : dateTime(event.endedAt()));
    put(row, "status", event.status() == null ? null : event.status().text());
    put(row, "tool_name", event.toolName());
    put(row, "importance_hint", event.importanceHint());
    put(row, "payload_ref", event.payloadRef());
    return row;
  }

  private static void put(Map<String, Object> row, String name, @Nullable Object value) {
    if (value != null) {
      row.put(name, value);
    }
  }

  /** A time as Neo4j's DateTime. */
  static OffsetDateTime dateTime(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
