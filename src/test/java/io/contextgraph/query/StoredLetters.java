package io.contextgraph.query;

import io.contextgraph.event.DeadLetter;
import io.contextgraph.event.Decoded;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventCodec;
import io.contextgraph.event.EventFields;
import io.contextgraph.event.EventLimits;
import io.contextgraph.event.FieldsFormat;
import io.contextgraph.event.RawEntry;
import io.contextgraph.event.Reason;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.system.TestServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/** Dead letters in a real ledger, as the job records them. */
record StoredLetters(String database, String stream) {
  private static final String INSERT =
      "INSERT INTO ledger.dead_letter (stream, entry_id, reason, detail, fields)"
          + " VALUES (?, ?, ?, ?, ?) RETURNING id";

  /** Records what the job makes of an entry, which must be a dead letter. */
  long add(RawEntry entry) throws SQLException {
    Decoded decoded = new EventCodec(EventLimits.DEFAULT, Clock.systemUTC()).decode(entry);
    return add(((Decoded.Rejected) decoded).deadLetter());
  }

  long add(EventFields fields, String entryId) throws SQLException {
    return add(fields.entry(stream, entryId));
  }

  /** Records a valid entry with the reason of another release or of the ledger. */
  long add(EventFields fields, String entryId, Reason reason) throws SQLException {
    return add(
        new DeadLetter(stream, entryId, reason, "for a test", FieldsFormat.write(fields.list())));
  }

  private long add(DeadLetter letter) throws SQLException {
    try (Connection writer = TestServers.ledger(database, "ledger_writer").open();
        PreparedStatement insert = writer.prepareStatement(INSERT)) {
      insert.setString(1, letter.stream());
      insert.setString(2, letter.entryId());
      insert.setString(3, letter.reason().name());
      insert.setString(4, letter.detail());
      insert.setBytes(5, letter.fields());
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  void append(Event event) throws SQLException {
    try (PostgresLedger ledger =
        new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 3)) {
      ledger.append(List.of(event));
    }
  }
}
