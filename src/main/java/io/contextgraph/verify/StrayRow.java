package io.contextgraph.verify;

import io.contextgraph.event.EventId;

/**
 * A row at no position of the ledger.
 *
 * @param identity whether it is one of {@code ledger.event_identity}
 */
record StrayRow(boolean identity, long position, EventId eventId) {
  /** Whether it is an event after a position, up to another. */
  boolean isEventBetween(long after, long upTo) {
    return !identity && position > after && position <= upTo;
  }
}
