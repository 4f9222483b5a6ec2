package io.contextgraph.verify;

import io.contextgraph.event.EventId;

/**
 * Something at a position that is wrong, while the tree has to say what was changed.
 *
 * @param eventId of the row
 * @param detail what differs
 */
record Doubt(long position, EventId eventId, String detail) {}
