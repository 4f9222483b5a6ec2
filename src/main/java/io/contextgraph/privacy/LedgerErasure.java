package io.contextgraph.privacy;

import io.contextgraph.event.EventId;
import java.util.Optional;

/**
 * An erasure that a ledger recorded, as event {@code privacy.erased}.
 *
 * @param position of the event
 * @param kekId the key-encryption key that encrypted the keyset; empty if there was none
 */
public record LedgerErasure(
    String subject, Tombstone.Act act, EventId eventId, long position, Optional<String> kekId) {}
