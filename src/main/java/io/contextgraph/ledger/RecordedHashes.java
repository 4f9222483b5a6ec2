package io.contextgraph.ledger;

import io.contextgraph.event.ContentHash;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Looks up which events of a batch the ledger has already recorded. */
final class RecordedHashes {
  private static final String DATA_CORRUPTED = "XX001";

  private RecordedHashes() {}

  /** Returns the recorded content hash of every event in the batch that the ledger contains. */
  static Map<EventId, byte[]> of(List<Event> events, Connection connection) throws SQLException {
    Array wanted = connection.createArrayOf("uuid", ids(events));
    try (PreparedStatement lookUp = connection.prepareStatement(Sql.READ_IDENTITIES.text())) {
      lookUp.setArray(1, wanted);
      try (ResultSet rows = lookUp.executeQuery()) {
        return read(rows);
      }
    } finally {
      wanted.free();
    }
  }

  private static UUID[] ids(List<Event> events) {
    UUID[] ids = new UUID[events.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = events.get(i).eventId().toUuid();
    }
    return ids;
  }

  private static Map<EventId, byte[]> read(ResultSet rows) throws SQLException {
    Map<EventId, byte[]> hashes = new HashMap<>();
    while (rows.next()) {
      byte[] hash = rows.getBytes(2);
      if (hash == null || hash.length != ContentHash.LENGTH) {
        throw new SQLException("the content hash of a recorded event is corrupt", DATA_CORRUPTED);
      }
      hashes.put(EventId.of(rows.getObject(1, UUID.class)), hash);
    }
    return hashes;
  }
}
