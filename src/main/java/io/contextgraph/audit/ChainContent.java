package io.contextgraph.audit;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.contextgraph.event.EventId;
import io.contextgraph.event.EventSummary;
import io.contextgraph.graph.ChainPoint;
import io.contextgraph.graph.Cypher;
import io.contextgraph.graph.GraphChange;
import io.contextgraph.graph.GraphWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.neo4j.driver.Record;
import org.neo4j.driver.SimpleQueryRunner;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

/**
 * The relationships {@code FOLLOWS} of an event. The event before it is the one that the graph
 * itself contains before it: its index answers that for a session of any length, and the nodes are
 * compared with the ledger by {@link EventContent} and {@link StrayEvents}.
 */
final class ChainContent implements EventCheck {
  private static final Cypher READ = Cypher.read(ChainContent.class, "read_chain");
  private static final Cypher LOCK = Cypher.read(ChainContent.class, "lock_events");
  private static final Cypher UNLINK = Cypher.read(ChainContent.class, "unlink_events");

  @Override
  public String unit() {
    return "events compared with the one before";
  }

  @Override
  public List<Difference> differences(SimpleQueryRunner transaction, List<EventSummary> events) {
    ItemComparison comparison = new ItemComparison();
    read(transaction, events).forEach((event, row) -> compare(event, row, comparison));
    return comparison.differences();
  }

  private static void compare(EventSummary event, Record row, ItemComparison comparison) {
    Value before = row.get("before");
    if (!before.isNull()) {
      comparison.addExpected(
          GraphItem.follows(event, before.get("event_id").asString(), time(before)));
    }
    for (Value relationship : row.get("follows").values()) {
      comparison.addActual(
          new GraphItem(
              event.sessionId(),
              event.eventId().toString(),
              GraphItem.FOLLOWS,
              GraphText.relationship(relationship)));
    }
  }

  private static Map<EventSummary, Record> read(
      SimpleQueryRunner transaction, List<EventSummary> events) {
    Map<String, Object> places =
        Map.of("places", events.stream().map(ChainContent::place).toList());
    Map<String, Record> rows =
        READ.run(transaction, places).stream()
            .collect(toMap(row -> row.get("event_id").asString(), identity()));
    Map<EventSummary, Record> byEvent = new HashMap<>();
    for (EventSummary event : events) {
      byEvent.put(event, Objects.requireNonNull(rows.get(event.eventId().toString())));
    }
    return byEvent;
  }

  private static Map<String, Object> place(EventSummary event) {
    return Map.of(
        "event_id", event.eventId().toString(),
        "session_id", event.sessionId(),
        "occurred_at", event.occurredAt().atOffset(ZoneOffset.UTC),
        "global_position", event.globalPosition());
  }

  private static Instant time(Value event) {
    return event.get("occurred_at").asOffsetDateTime().toInstant();
  }

  /**
   * Locks the events at both ends of the links that are deleted and created in the order of their
   * ids, because writers of other partitions may lock them too, as parents of their events.
   */
  @Override
  public void repair(TransactionContext transaction, List<EventSummary> events) {
    Map<EventSummary, Record> rows = read(transaction, events);
    List<EventId> ids = events.stream().map(EventSummary::eventId).toList();
    GraphWriter writer = new GraphWriter(transaction);
    SortedSet<EventId> locked = new TreeSet<>(ids);
    locked.addAll(writer.ends(ids));
    rows.values().forEach(row -> before(row).ifPresent(locked::add));
    LOCK.run(transaction, Map.of("keys", texts(locked)));
    UNLINK.run(transaction, Map.of("keys", texts(ids)));
    List<GraphChange> links =
        rows.entrySet().stream()
            .filter(entry -> !entry.getValue().get("before").isNull())
            .map(entry -> link(entry.getKey(), entry.getValue().get("before")))
            .toList();
    writer.write(links);
  }

  /**
   * Links events to the ones that are before them now.
   *
   * @param places of events without such a link, with the properties that place an event
   */
  static void link(TransactionContext transaction, List<Map<String, Object>> places) {
    Map<String, Map<String, Object>> byId =
        places.stream().collect(toMap(place -> String.valueOf(place.get("event_id")), identity()));
    List<GraphChange> links = new ArrayList<>();
    for (Record row : READ.run(transaction, Map.of("places", places))) {
      Value before = row.get("before");
      Map<String, Object> place = byId.get(row.get("event_id").asString());
      if (!before.isNull() && place != null) {
        links.add(GraphChange.LinkFollows.between(point(before), point(Values.value(place))));
      }
    }
    new GraphWriter(transaction).write(links);
  }

  private static ChainPoint point(Value event) {
    return new ChainPoint(
        time(event),
        event.get("global_position").asLong(),
        EventId.parse(event.get("event_id").asString()));
  }

  private static Optional<EventId> before(Record row) {
    Value before = row.get("before");
    return before.isNull()
        ? Optional.empty()
        : Optional.of(EventId.parse(before.get("event_id").asString()));
  }

  private static List<String> texts(Collection<EventId> ids) {
    return ids.stream().map(EventId::toString).toList();
  }

  private static GraphChange link(EventSummary event, Value before) {
    return GraphChange.LinkFollows.between(point(before), ChainPoint.of(event));
  }
}
