package io.contextgraph.query;

import io.contextgraph.event.FieldName;
import io.contextgraph.event.FieldsFormat;
import io.contextgraph.producer.EventProducer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** The dead letters of the ledger: looked at, and put back on their streams. */
public final class DeadLetters {
  private static final String SUMMARY =
      "id, stream, entry_id, reason, detail, octet_length(fields) AS bytes, first_seen_at, status,"
          + " replayed_at, replayed_by, replayed_as";
  private static final String LIST =
      "SELECT row_to_json(d) FROM (SELECT "
          + SUMMARY
          + " FROM ledger.dead_letter"
          + " WHERE id > ? AND (?::text IS NULL OR status = ?) AND (?::text IS NULL OR reason = ?)"
          + " ORDER BY id LIMIT ?) d";
  private static final String SHOW =
      "SELECT row_to_json(d), l.fields FROM (SELECT "
          + SUMMARY
          + " FROM ledger.dead_letter WHERE id = ?) d JOIN ledger.dead_letter l USING (id)";
  private static final String LOCK =
      "SELECT stream, fields, status FROM ledger.dead_letter WHERE id = ? FOR UPDATE";
  private static final String MARK =
      "UPDATE ledger.dead_letter SET status = 'replayed', replayed_at = clock_timestamp(),"
          + " replayed_by = session_user, replayed_as = ? WHERE id = ?";

  private final Connection ledger;

  public DeadLetters(Connection ledger) {
    this.ledger = ledger;
  }

  /** One letter with its fields. */
  public record Shown(String json, List<FieldsFormat.Field> fields) {}

  /** Hands out letters as JSON objects, by id, without their fields. */
  public void list(
      long afterId,
      Optional<String> status,
      Optional<String> reason,
      int limit,
      Consumer<String> lines)
      throws SQLException {
    try (PreparedStatement list = ledger.prepareStatement(LIST)) {
      list.setLong(1, afterId);
      list.setString(2, status.orElse(null));
      list.setString(3, status.orElse(null));
      list.setString(4, reason.orElse(null));
      list.setString(5, reason.orElse(null));
      list.setInt(6, limit);
      try (ResultSet rows = list.executeQuery()) {
        while (rows.next()) {
          lines.accept(rows.getString(1));
        }
      }
    }
  }

  public Optional<Shown> show(long id) throws SQLException {
    try (PreparedStatement show = ledger.prepareStatement(SHOW)) {
      show.setLong(1, id);
      try (ResultSet row = show.executeQuery()) {
        return row.next()
            ? Optional.of(new Shown(row.getString(1), FieldsFormat.read(row.getBytes(2))))
            : Optional.empty();
      }
    }
  }

  /**
   * Puts an open letter back on its stream and records that. Should the program die between the
   * two, the letter stays open and may be replayed again: the ledger drops the second.
   *
   * @return the id of the new entry
   * @throws IllegalArgumentException if there is no such letter, it is not open, or it is not whole
   */
  public String replay(long id, EventProducer producer)
      throws SQLException, IOException, InterruptedException {
    ledger.setAutoCommit(false);
    try {
      String entry = replayLocked(id, producer);
      ledger.commit();
      return entry;
    } finally {
      ledger.rollback();
      ledger.setAutoCommit(true);
    }
  }

  private String replayLocked(long id, EventProducer producer)
      throws SQLException, IOException, InterruptedException {
    String stream;
    List<byte[]> fields;
    try (PreparedStatement lock = ledger.prepareStatement(LOCK)) {
      lock.setLong(1, id);
      try (ResultSet row = lock.executeQuery()) {
        if (!row.next()) {
          throw new IllegalArgumentException("there is no dead letter " + id);
        }
        if (!row.getString(3).equals("open")) {
          throw new IllegalArgumentException("dead letter " + id + " is " + row.getString(3));
        }
        stream = row.getString(1);
        fields = entryOf(id, FieldsFormat.read(row.getBytes(2)));
      }
    }
    try (PreparedStatement mark = ledger.prepareStatement(MARK)) {
      String entry = producer.send(stream, fields).get();
      mark.setString(1, entry);
      mark.setLong(2, id);
      mark.executeUpdate();
      return entry;
    } catch (ExecutionException e) {
      throw new IOException("Redis refused dead letter " + id + ": " + e.getCause(), e);
    }
  }

  private static List<byte[]> entryOf(long id, List<FieldsFormat.Field> stored) {
    List<byte[]> fields = new ArrayList<>();
    for (FieldsFormat.Field field : stored) {
      byte[] value = field.value();
      if (value == null) {
        throw new IllegalArgumentException(
            "the value of "
                + field.nameAsText()
                + " in dead letter "
                + id
                + " was not kept;"
                + " its producer must send the event again");
      }
      if (!FieldName.CONTEXT_GRAPH_REPLAY_OF.is(field.name())) {
        fields.add(field.name());
        fields.add(value);
      }
    }
    fields.add(FieldName.CONTEXT_GRAPH_REPLAY_OF.bytes());
    fields.add(Long.toString(id).getBytes(StandardCharsets.US_ASCII));
    return fields;
  }
}
