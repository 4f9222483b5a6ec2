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
 * What is to be done with a batch of events, given what the ledger already knows.
 *
 * @param fresh to be recorded, in the order given
 * @param duplicates how many were recorded before, or stand in the batch before, with the same hash
 * @param conflicts those whose id belongs to another event
 */
record LedgerBatch(List<Event> fresh, int duplicates, List<DeadLetter> conflicts) {

  /**
   * @param recorded the content hash of each of the batch's ids that the ledger knows
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
        conflicts.add(
            event.toDeadLetter(
                Reason.ID_CONFLICT,
                "event " + event.eventId() + " is recorded with another content"));
      } else {
        duplicates++;
      }
    }
    return new LedgerBatch(fresh, duplicates, conflicts);
  }
}
