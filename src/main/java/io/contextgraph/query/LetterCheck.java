package io.contextgraph.query;

import io.contextgraph.event.ContentHash;
import io.contextgraph.event.DeadLetter;
import io.contextgraph.event.Decoded;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventCodec;
import io.contextgraph.event.RawEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Decides whether an entry would only become another dead letter: by the codec of the job, and by
 * what the ledger has recorded under its event's id.
 *
 * @param force accept what the codec refuses
 */
record LetterCheck(Connection ledger, EventCodec codec, boolean force) {
  /** No time, so that the codec compares {@code occurred_at} with the clock, as Redis's id will. */
  private static final String NO_ID_YET = "0-0";

  /**
   * Checks the entry of a letter.
   *
   * @param fields alternating names and values
   * @throws IllegalArgumentException if the entry would be refused again
   */
  void check(long letter, String stream, List<byte[]> fields) throws SQLException {
    long size = fields.stream().mapToLong(bytes -> bytes.length).sum();
    Decoded decoded = codec.decode(new RawEntry(stream, NO_ID_YET, fields, size, true));
    if (decoded instanceof Decoded.Valid valid) {
      requireNoConflict(letter, valid.event());
    } else if (decoded instanceof Decoded.Unsealed unsealed) {
      requireNoConflict(letter, unsealed.event());
    } else if (!force && decoded instanceof Decoded.Rejected rejected) {
      throw new IllegalArgumentException(refusedAgain(letter, rejected.deadLetter()));
    }
  }

  private static String refusedAgain(long letter, DeadLetter again) {
    return "dead letter %d would be refused again with %s: %s; publish its event corrected, under the same event_id"
        .formatted(letter, again.reason(), again.detail());
  }

  private void requireNoConflict(long letter, Event event) throws SQLException {
    try (PreparedStatement find = ledger.prepareStatement(Sql.FIND_IDENTITY.text())) {
      find.setObject(1, event.eventId().toUuid());
      try (ResultSet row = find.executeQuery()) {
        if (row.next() && ContentHash.conflict(row.getBytes(2), event.contentHash())) {
          throw new IllegalArgumentException(
              "dead letter %d conflicts with the event at position %d, which has the same event_id and another content; publish its event under another event_id, or discard the letter"
                  .formatted(letter, row.getLong(1)));
        }
      }
    }
  }
}
