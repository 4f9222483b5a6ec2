package io.contextgraph.ledger;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventId;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Leaf;
import io.contextgraph.tree.LeafDigest;
import io.contextgraph.tree.Sha256;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of the leaves of a batch that do not depend on positions, computed before the head is
 * locked.
 */
final class LeafDigests {
  private final Map<Event, Hash> digests = new IdentityHashMap<>();

  private LeafDigests() {}

  static LeafDigests of(List<Event> events) {
    LeafDigests digests = new LeafDigests();
    LeafDigest digest = new LeafDigest();
    for (Event event : events) {
      EventId id = event.eventId();
      digests.digests.put(
          event,
          digest.of(
              id.high(), id.low(), event.contentHash(), null, event.stream(), event.entryId()));
    }
    return digests;
  }

  /**
   * The hashes of the leaves of events that are recorded together.
   *
   * @param events from the batch
   * @param first the position of the first event
   */
  List<Hash> leaves(List<Event> events, long first, long recordedAtMicros, Sha256 sha256) {
    List<Hash> leaves = new ArrayList<>(events.size());
    long position = first;
    for (Event event : events) {
      Hash digest = digests.get(event);
      if (digest == null) {
        throw new IllegalArgumentException("an event is not in the batch");
      }
      leaves.add(new Leaf(position++, recordedAtMicros, digest).hash(sha256));
    }
    return leaves;
  }
}
