package io.contextgraph.audit;

import io.contextgraph.event.EventSummary;
import io.contextgraph.graph.ChainPoint;
import io.contextgraph.graph.Cypher;
import io.contextgraph.graph.GraphChange;
import io.contextgraph.graph.GraphWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.TransactionContext;

/**
 * Repairs a session: drops events that the ledger does not contain and rewrites all others that
 * differ. This suffices because every difference belongs to the event at which it starts.
 *
 * @param recorded all events of the session in the ledger, ordered by time and id
 * @param dropped ids of events that the ledger does not contain
 * @param rewritten ids of recorded events
 */
record SessionRepair(List<EventSummary> recorded, Set<String> dropped, Set<String> rewritten) {
  private static final Cypher DROP = Cypher.read(SessionRepair.class, "drop_events");

  /**
   * Plans a repair. Pure.
   *
   * @param limit the maximum number of events to change; a session that needs more is compared
   *     again
   */
  static SessionRepair plan(List<EventSummary> recorded, List<Difference> differences, int limit) {
    Set<String> known = new HashSet<>();
    recorded.forEach(event -> known.add(event.eventId().toString()));
    Set<String> dropped = new LinkedHashSet<>();
    Set<String> rewritten = new LinkedHashSet<>();
    for (Difference difference : differences) {
      if (dropped.size() + rewritten.size() < limit) {
        (known.contains(difference.event()) ? rewritten : dropped).add(difference.event());
      }
    }
    return new SessionRepair(recorded, dropped, rewritten);
  }

  /** The changes that rewrite events, whatever the graph contains for them. Pure. */
  List<GraphChange> changes() {
    List<GraphChange> changes = new ArrayList<>();
    @Nullable EventSummary before = null;
    for (EventSummary event : recorded) {
      if (rewritten.contains(event.eventId().toString())) {
        changes.add(new GraphChange.ClearEvent(event.eventId()));
        changes.addAll(GraphChange.put(event));
        if (before != null) {
          changes.add(GraphChange.LinkFollows.between(ChainPoint.of(before), ChainPoint.of(event)));
        }
      }
      before = event;
    }
    return changes;
  }

  void apply(TransactionContext transaction) {
    if (!dropped.isEmpty()) {
      drop(transaction, dropped);
    }
    new GraphWriter(transaction).write(changes());
  }

  /** Drops events; those that are the parent of another event become Missing. */
  static void drop(TransactionContext transaction, Collection<String> eventIds) {
    DROP.run(transaction, Map.of("keys", List.copyOf(eventIds)));
  }
}
