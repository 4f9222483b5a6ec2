package io.contextgraph.benchmark;

import io.contextgraph.event.EventSummary;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The rows that one transaction of {@link BareGraph} creates. */
final class BareBatch {
  private final List<Map<String, Object>> events = new ArrayList<>();
  private final Map<BareLink, List<Object>> keys = new EnumMap<>(BareLink.class);
  private final Map<BareLink, List<Object>> links = new EnumMap<>(BareLink.class);

  int size() {
    return events.size();
  }

  void event(Map<String, Object> properties) {
    events.add(properties);
  }

  /** A node other than an event, identified by its key. */
  void node(BareLink link, String key) {
    keys.computeIfAbsent(link, none -> new ArrayList<>()).add(key);
  }

  void link(BareLink link, EventSummary event, String other) {
    link(link, event, other, new HashMap<>());
  }

  void follows(EventSummary event, String before, long deltaMillis) {
    link(BareLink.FOLLOWS, event, before, new HashMap<>(Map.of("delta_ms", deltaMillis)));
  }

  private void link(
      BareLink link, EventSummary event, String other, Map<String, Object> properties) {
    properties.put("event", event.eventId().toString());
    properties.put("other", other);
    links.computeIfAbsent(link, none -> new ArrayList<>()).add(properties);
  }

  /**
   * Passes each statement and its rows to {@code run}: nodes before the relationships between them.
   */
  void statements(BiConsumer<Cypher, List<?>> run) {
    keys.forEach(
        (link, rows) -> {
          if (link.node() != null) {
            run.accept(link.node(), rows);
          }
        });
    run.accept(Cypher.CREATE_EVENTS, events);
    links.forEach((link, rows) -> run.accept(link.link(), rows));
  }
}
