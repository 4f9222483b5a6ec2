package io.contextgraph.audit;

import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.types.TypeSystem;

/**
 * A node of an event, as found in the graph.
 *
 * @param session null if it names none
 * @param awaited it is Missing and the parent of another event
 * @param bare it has only its id
 */
record EventNode(String eventId, @Nullable String session, boolean awaited, boolean bare) {

  static EventNode of(Record row) {
    return new EventNode(
        row.get("event_id").asString(),
        row.get("session_id").hasType(TypeSystem.getDefault().STRING())
            ? row.get("session_id").asString()
            : null,
        row.get("awaited").asBoolean(),
        row.get("bare").asBoolean());
  }

  /**
   * Whether neither the ledger, up to the projection's position, nor another event accounts for the
   * node.
   *
   * @param recorded the event's position in the ledger; null if the ledger does not contain it
   * @param reached how far the projection is
   */
  boolean isStray(@Nullable Long recorded, ReachedPositions reached) {
    long last = session == null ? reached.highest() : reached.of(session);
    return !(awaited && bare) && (recorded == null || recorded > last);
  }

  Difference difference() {
    String where = session == null ? "" : session;
    return awaited
        ? Difference.alteredParent(where, eventId)
        : Difference.extraEvent(where, eventId);
  }
}
