package io.contextgraph.event;

import java.time.Instant;

/**
 * What the ledger added to an event.
 *
 * @param recordedAt whole microseconds
 * @param contentHash see {@link ContentHash}; must not be modified
 * @param stream the stream that the event was read from
 * @param entryId the id of its entry in that stream
 */
public record Recording(
    long globalPosition, Instant recordedAt, byte[] contentHash, String stream, String entryId) {}
