package io.contextgraph.ledger;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventId;
import io.contextgraph.event.SealedValue;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Leaf;
import io.contextgraph.tree.LeafDigest;
import io.contextgraph.tree.Sha256;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of the leaves of a batch that do not depend on positions, computed before the head is
 * locked.
 *
 * @param digests one for each event of the batch, in its order
 */
record LeafDigests(List<Event> batch, List<Hash> digests) {
  static LeafDigests of(List<Event> batch) {
    LeafDigest digest = new LeafDigest();
    List<Hash> digests = new ArrayList<>(batch.size());
    for (Event event : batch) {
      digests.add(of(event, digest));
    }
    return new LeafDigests(batch, digests);
  }

  private static Hash of(Event event, LeafDigest digest) {
    EventId id = event.eventId();
    SealedValue sealed = event.personalData();
    return digest.of(
        id.high(),
        id.low(),
        event.contentHash(),
        sealed == null ? null : sealed.toBytes(),
        event.stream(),
        event.entryId());
  }

  /**
   * The hashes of the leaves of events that are recorded together.
   *
   * @param events from the batch, in its order
   * @param first the position of the first event
   * @throws IllegalArgumentException if an event is not in the batch, or not in its order
   */
  List<Hash> leaves(List<Event> events, long first, long recordedAtMicros, Sha256 sha256) {
    List<Hash> leaves = new ArrayList<>(events.size());
    int index = 0;
    for (Event event : events) {
      index = indexOf(event, index);
      Hash digest = digests.get(index++);
      leaves.add(new Leaf(first + leaves.size(), recordedAtMicros, digest).hash(sha256));
    }
    return leaves;
  }

  /** By identity, because another event of the batch may be equal. */
  @SuppressWarnings("ReferenceEquality")
  private int indexOf(Event event, int from) {
    for (int index = from; index < batch.size(); index++) {
      if (batch.get(index) == event) {
        return index;
      }
    }
    throw new IllegalArgumentException("an event is not in the batch, or not in its order");
  }
}
