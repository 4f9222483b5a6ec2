package io.contextgraph.verify;

import io.contextgraph.event.EventId;
import io.contextgraph.tree.Hash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code ledger.event} after {@link RowCheck}, or one that was archived.
 *
 * @param occurredAt microseconds since 1970
 * @param recordedAt microseconds since 1970
 * @param contentHash as stored
 * @param leaf the hash of its leaf
 * @param fault what is wrong with the row alone; null if nothing is
 * @param archived whether it is from the file of an archive, and the ledger does not have it
 */
record CheckedRow(
    long position,
    EventId eventId,
    long occurredAt,
    long recordedAt,
    byte[] contentHash,
    Hash leaf,
    @Nullable String fault,
    boolean archived) {
  /** What differs from an identity of the same position; null if nothing does. */
  @Nullable String differenceFrom(IdentityRow identity) {
    if (!eventId.equals(identity.eventId())) {
      return "event_id";
    }
    if (occurredAt != identity.occurredAt()) {
      return "occurred_at";
    }
    return Arrays.equals(contentHash, identity.contentHash()) ? null : "content_hash";
  }

  /** Whether what a leaf has of an event's identity is the same. */
  boolean hasLeafOf(IdentityRow identity) {
    return eventId.equals(identity.eventId()) && Arrays.equals(contentHash, identity.contentHash());
  }
}
