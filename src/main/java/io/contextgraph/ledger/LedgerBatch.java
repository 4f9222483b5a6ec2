package io.contextgraph.ledger;

import io.contextgraph.event.ContentHash;
import io.contextgraph.event.DeadLetter;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventId;
import io.contextgraph.event.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A batch of events, split by what the ledger already contains.
 *
 * @param fresh the events to record, in the given order
 * @param duplicates the number of events that the ledger, or an earlier part of the batch, already
 *     contains with the same content hash
 * @param conflicts the events whose id is already used by an event with different content
 */
record LedgerBatch(List<Event> fresh, int duplicates, List<DeadLetter> conflicts) {

  /**
   * @param recorded the content hash of each id in the batch that the ledger contains
   */
  static LedgerBatch split(List<Event> events, Map<EventId, byte[]> recorded) {
    Map<EventId, byte[]> known = new HashMap<>(recorded);
    List<Event> fresh = new ArrayList<>(events.size());
    List<DeadLetter> conflicts = new ArrayList<>();
    int duplicates = 0;
    for (Event event : events) {
      byte[] before = known.putIfAbsent(event.eventId(), event.contentHash());
      if (before == null) {
        fresh.add(event);
      } else if (ContentHash.conflict(before, event.contentHash())) {
        conflicts.add(conflict(event));
      } else {
        duplicates++;
      }
    }
    return new LedgerBatch(fresh, duplicates, conflicts);
  }

  private static DeadLetter conflict(Event event) {
    return event.toDeadLetter(
        Reason.ID_CONFLICT, "event " + event.eventId() + " is already recorded with other content");
  }
}
