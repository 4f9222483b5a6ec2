package io.contextgraph.ledger;

import io.contextgraph.event.EventId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks up the ids of the events at given positions, dropped partitions included. */
final class RecordedIds {
  private RecordedIds() {}

  /** Returns the id at each of the positions that the ledger has assigned. */
  static Map<Long, EventId> at(Collection<Long> positions, Connection connection)
      throws SQLException {
    Array wanted = connection.createArrayOf("bigint", positions.toArray());
    try (PreparedStatement lookUp = connection.prepareStatement(Sql.READ_EVENT_IDS.text())) {
      lookUp.setArray(1, wanted);
      try (ResultSet rows = lookUp.executeQuery()) {
        Map<Long, EventId> ids = new HashMap<>();
        while (rows.next()) {
          ids.put(rows.getLong(1), EventId.of(rows.getObject(2, UUID.class)));
        }
        return ids;
      }
    } finally {
      wanted.free();
    }
  }

  /** Returns the id at a position, or null if the ledger has not assigned that position. */
  static @Nullable EventId at(long position, Connection connection) throws SQLException {
    return at(Set.of(position), connection).get(position);
  }
}
