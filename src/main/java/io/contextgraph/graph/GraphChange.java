package io.contextgraph.graph;

import io.contextgraph.event.EventId;
import io.contextgraph.event.EventSummary;
import java.util.List;

/** A change to the graph. All changes are idempotent. */
public sealed interface GraphChange {
  /** Writes the event with its properties and its relationships to session, agent, trace, tool. */
  record PutEvent(EventSummary event) implements GraphChange {}

  /** Links the event to the parent that caused it, which may not have arrived yet. */
  record LinkCause(EventId event, EventId parent) implements GraphChange {}

  /**
   * Links the event to the one before it in its session.
   *
   * @param deltaMillis whole milliseconds between the two
   */
  record LinkFollows(EventId event, EventId before, long deltaMillis) implements GraphChange {
    /** The link between two events that are neighbours in a chain. */
    public static LinkFollows between(ChainPoint before, ChainPoint event) {
      return new LinkFollows(event.eventId(), before.eventId(), event.millisSince(before));
    }
  }

  /** Removes the link between two events of a session because another one lies between them. */
  record UnlinkFollows(EventId event, EventId before) implements GraphChange {}

  /**
   * Removes all properties of an event but its id, all its other labels, and every relationship
   * that starts at it. The same list of changes writes the event again.
   */
  record ClearEvent(EventId event) implements GraphChange {}

  /** Locks an event that another change does not name, although it deletes a relationship to it. */
  record LockEvent(EventId event) implements GraphChange {}

  /** The changes that write an event and link it to its parent. */
  static List<GraphChange> put(EventSummary event) {
    PutEvent put = new PutEvent(event);
    return event.parentEventId() == null
        ? List.of(put)
        : List.of(put, new LinkCause(event.eventId(), event.parentEventId()));
  }
}
