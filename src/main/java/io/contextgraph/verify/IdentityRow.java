package io.contextgraph.verify;

import io.contextgraph.event.EventId;

/**
 * A row of {@code ledger.event_identity}.
 *
 * @param occurredAt microseconds since 1970
 */
record IdentityRow(long position, EventId eventId, long occurredAt, byte[] contentHash) {
  static final int COLUMNS = 4;

  /** Reads a row of {@link Sql#COPY_IDENTITIES}. */
  static IdentityRow of(CopyRow row) {
    return new IdentityRow(row.int64(0), row.id(1), row.micros(2), row.bytes(3));
  }
}
