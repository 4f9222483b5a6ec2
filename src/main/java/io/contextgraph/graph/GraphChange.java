package io.contextgraph.graph;

import io.contextgraph.event.EventId;
import io.contextgraph.event.EventSummary;

/** One change of the graph. Making it again changes nothing. */
public sealed interface GraphChange {
  /** The event with its properties, and its relationships to session, agent, trace and tool. */
  record PutEvent(EventSummary event) implements GraphChange {}

  /** The event was caused by its parent, which may not have arrived. */
  record LinkCause(EventId event, EventId parent) implements GraphChange {}

  /**
   * The event follows another in its session.
   *
   * @param deltaMillis whole milliseconds between the two
   */
  record LinkFollows(EventId event, EventId before, long deltaMillis) implements GraphChange {}

  /** The event no longer follows another directly: something came in between. */
  record UnlinkFollows(EventId event, EventId before) implements GraphChange {}
}
