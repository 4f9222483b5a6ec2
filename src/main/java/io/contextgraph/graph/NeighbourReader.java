package io.contextgraph.graph;

import io.contextgraph.event.EventId;
import io.contextgraph.event.EventSummary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.Value;

/** Reads which events of the graph lie directly before and after the places of new events. */
final class NeighbourReader {
  private static final Cypher FIND = Cypher.read(NeighbourReader.class, "find_neighbours");

  private final TransactionContext transaction;
  private final List<String> ignored;
  private final Map<ChainPoint, Neighbours> found = new HashMap<>();

  /**
   * @param ignored events that are no neighbours, because what the graph contains for them is not
   *     known to be right
   */
  NeighbourReader(TransactionContext transaction, Collection<EventId> ignored) {
    this.transaction = transaction;
    this.ignored = ignored.stream().map(EventId::toString).toList();
  }

  /**
   * Returns the neighbours of each event's place. Reads around the earliest event of each session
   * first, and around the others only if the graph has a later event; so appending to a session
   * costs one lookup.
   */
  Map<ChainPoint, Neighbours> around(List<EventSummary> events) {
    Map<String, NavigableSet<ChainPoint>> chains = GraphProjection.chains(events);
    List<Map<String, Object>> earliest = new ArrayList<>();
    chains.forEach((session, chain) -> earliest.add(place(session, chain.first())));
    find(earliest);
    List<Map<String, Object>> rest = new ArrayList<>();
    chains.forEach((session, chain) -> addLater(session, chain, rest));
    find(rest);
    return found;
  }

  private void addLater(
      String session, NavigableSet<ChainPoint> chain, List<Map<String, Object>> places) {
    Neighbours around = found.getOrDefault(chain.first(), Neighbours.NONE);
    for (ChainPoint point : chain.tailSet(chain.first(), false)) {
      if (around.after() == null) {
        found.put(point, around);
      } else {
        places.add(place(session, point));
      }
    }
  }

  private static Map<String, Object> place(String session, ChainPoint point) {
    return Map.of(
        "session_id", session,
        "occurred_at", EventRow.dateTime(point.occurredAt()),
        "global_position", point.globalPosition(),
        "event_id", point.eventId().toString());
  }

  private void find(List<Map<String, Object>> places) {
    if (places.isEmpty()) {
      return;
    }
    for (Record row : FIND.run(transaction, Map.of("places", places, "ignored", ignored))) {
      found.put(
          point(row.get("place")),
          new Neighbours(neighbour(row.get("before")), neighbour(row.get("after"))));
    }
  }

  private static @Nullable ChainPoint neighbour(Value node) {
    return node.isNull() ? null : point(node);
  }

  private static ChainPoint point(Value place) {
    return new ChainPoint(
        place.get("occurred_at").asOffsetDateTime().toInstant(),
        place.get("global_position").asLong(),
        EventId.parse(place.get("event_id").asString()));
  }
}
