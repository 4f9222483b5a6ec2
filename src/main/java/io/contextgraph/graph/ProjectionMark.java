package io.contextgraph.graph;

import io.contextgraph.event.EventId;
import org.jspecify.annotations.Nullable;

/**
 * How far a partition of a projection is.
 *
 * @param position the last position that is projected; 0 if there is none
 * @param eventId the id of the ledger's event at that position, of whichever partition; null at
 *     position 0, or if it is unknown
 */
public record ProjectionMark(long position, @Nullable EventId eventId) {}
