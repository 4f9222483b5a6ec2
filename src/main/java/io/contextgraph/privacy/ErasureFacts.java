package io.contextgraph.privacy;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.EventId;
import java.time.Instant;
import java.util.Optional;

/**
 * An erasure that was made and recorded.
 *
 * @param key the keyset that was destroyed; empty if the subject never had one
 * @param event the id of the event privacy.erased
 * @param position of that event
 * @param despite the holds in spite of which it was made
 */
public record ErasureFacts(
    String subject,
    Optional<ErasedKey> key,
    Instant erasedAt,
    ControlEvent.Actor actor,
    String reason,
    EventId event,
    long position,
    DespiteHolds despite) {
  /** Since when no copy of the keyset can be opened; empty while one can. */
  Optional<Instant> finalSince() {
    return key.isEmpty() ? Optional.of(erasedAt) : key.get().unopenableSince();
  }
}
