package io.contextgraph.erasure;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.EventId;
import io.contextgraph.privacy.DespiteHolds;
import java.time.Instant;
import java.util.Optional;

/**
 * An erasure that was made and recorded.
 *
 * @param key the keyset that was destroyed; empty if the key store knows of none. If there are
 *     sealed values all the same, it lost the keyset when it was restored from a backup
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
  /**
   * Since when no copy of a keyset of the subject opens anything; empty while one may.
   *
   * @param hasSealed whether there are, or may be, values that were sealed for the subject
   */
  Optional<Instant> finalSince(boolean hasSealed) {
    if (key.isPresent()) {
      return key.get().unopenableSince();
    }
    return hasSealed ? Optional.empty() : Optional.of(erasedAt);
  }
}
