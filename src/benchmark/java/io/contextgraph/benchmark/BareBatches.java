package io.contextgraph.benchmark;

import io.contextgraph.event.EventSummary;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Prepares the rows for events in position order, so that creating them needs no lookups. */
final class BareBatches {
  private final int batchSize;
  private final List<BareBatch> batches = new ArrayList<>();
  private final Map<String, EventSummary> lastOfSession = new HashMap<>();
  private final Map<BareLink, Set<String>> known = new EnumMap<>(BareLink.class);

  private BareBatches(int batchSize) {
    this.batchSize = batchSize;
  }

  static List<BareBatch> of(List<EventSummary> events, int batchSize) {
    BareBatches prepared = new BareBatches(batchSize);
    events.forEach(prepared::add);
    return prepared.batches;
  }

  private void add(EventSummary event) {
    if (batches.isEmpty() || batches.get(batches.size() - 1).size() == batchSize) {
      batches.add(new BareBatch());
    }
    BareBatch batch = batches.get(batches.size() - 1);
    batch.event(properties(event));
    linkToNodes(event, batch);
    linkToEvents(event, lastOfSession.put(event.sessionId(), event), batch);
  }

  private static Map<String, Object> properties(EventSummary event) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("event_id", event.eventId().toString());
    properties.put("global_position", event.globalPosition());
    properties.put("event_type", event.eventType());
    properties.put("occurred_at", event.occurredAt().atOffset(ZoneOffset.UTC));
    properties.put("session_id", event.sessionId());
    if (event.toolName() != null) {
      properties.put("tool_name", event.toolName());
    }
    if (event.status() != null) {
      properties.put("status", event.status().text());
    }
    return properties;
  }

  private void linkToNodes(EventSummary event, BareBatch batch) {
    link(BareLink.IN_SESSION, event, event.sessionId(), batch);
    link(BareLink.PERFORMED_BY, event, event.agentId(), batch);
    link(BareLink.PART_OF, event, event.traceId(), batch);
    if (event.toolName() != null) {
      link(BareLink.USED, event, event.toolName(), batch);
    }
  }

  private void link(BareLink link, EventSummary event, String key, BareBatch batch) {
    if (known.computeIfAbsent(link, none -> new HashSet<>()).add(key)) {
      batch.node(link, key);
    }
    batch.link(link, event, key);
  }

  private static void linkToEvents(
      EventSummary event, @Nullable EventSummary before, BareBatch batch) {
    if (event.parentEventId() != null) {
      batch.link(BareLink.CAUSED_BY, event, event.parentEventId().toString());
    }
    if (before != null) {
      Duration delta = Duration.between(before.occurredAt(), event.occurredAt());
      batch.follows(event, before.eventId().toString(), delta.toMillis());
    }
  }
}
