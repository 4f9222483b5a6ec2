package io.contextgraph.erasure;

import io.contextgraph.event.EventId;
import io.contextgraph.privacy.DespiteHolds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * What a ledger says of an erasure.
 *
 * @param position of its event
 * @param plainSealedAt what the key store knew then of values that came in plain: a restored one
 *     may have lost it
 */
record RecordedErasure(long position, DespiteHolds despite, Optional<Instant> plainSealedAt) {
  /** Empty if the ledger does not have the event. */
  static Optional<RecordedErasure> find(Connection ledger, EventId event) throws SQLException {
    try (PreparedStatement find = ledger.prepareStatement(Sql.FIND_ERASURE.text())) {
      find.setObject(1, event.toUuid());
      find.setString(2, ErasureEvent.TYPE);
      try (ResultSet row = find.executeQuery()) {
        return row.next()
            ? Optional.of(
                new RecordedErasure(
                    row.getLong("global_position"),
                    DespiteHolds.parse(row.getLong("despite_holds"), row.getString("holds")),
                    Optional.ofNullable(row.getString("plain_sealed_at")).map(Instant::parse)))
            : Optional.empty();
      }
    }
  }
}
