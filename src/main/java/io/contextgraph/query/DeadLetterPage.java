package io.contextgraph.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contextgraph.event.FieldName;
import io.contextgraph.event.FieldsFormat;
import io.contextgraph.event.LetterKeys;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the dead letters of a query within a range of ids. */
record DeadLetterPage(Connection ledger, DeadLetterQuery query) {
  private static final int TIMEOUT_SECONDS = 30;

  /** The bytes of the name event_id in a letter's fields, with its length and that of the value. */
  private static final int NAME_BYTES = 16;

  /** A letter whose keys may lie beyond what was read of its fields. */
  private record Candidate(long id, ObjectNode json, LetterKeys keys, boolean whole) {}

  /**
   * The letters with ids from {@code after}, exclusive, to {@code end}, inclusive, by id. Reads all
   * fields only of a letter whose keys are not in their beginning.
   */
  SortedMap<Long, String> read(long after, long end) throws SQLException {
    SortedMap<Long, String> lines = new TreeMap<>();
    for (Candidate candidate : candidates(after, end)) {
      LetterKeys keys = candidate.whole() ? candidate.keys() : keysOf(candidate.id());
      if (query.accepts(keys)) {
        String line = DeadLetterJson.withKeys(candidate.json(), keys).toString();
        lines.put(candidate.id(), line);
      }
    }
    return lines;
  }

  private List<Candidate> candidates(long after, long end) throws SQLException {
    List<Candidate> candidates = new ArrayList<>();
    try (PreparedStatement list = ledger.prepareStatement(Sql.LIST_DEAD_LETTERS.text())) {
      list.setQueryTimeout(TIMEOUT_SECONDS);
      bind(list, after, end);
      try (ResultSet rows = list.executeQuery()) {
        while (rows.next()) {
          byte[] beginning = rows.getBytes("beginning");
          LetterKeys keys = LetterKeys.of(beginning);
          boolean whole = query.isDecidedBy(keys) || rows.getLong("bytes") <= beginning.length;
          candidates.add(new Candidate(rows.getLong("id"), DeadLetterJson.of(rows), keys, whole));
        }
      }
    }
    return candidates;
  }

  private void bind(PreparedStatement list, long after, long end) throws SQLException {
    list.setLong(1, after);
    list.setLong(2, end);
    list.setString(3, query.status());
    list.setString(4, query.status());
    list.setString(5, query.reason());
    list.setString(6, query.reason());
    bindEvent(list, query.event());
    bindField(list, 12, FieldName.SESSION_ID, query.session());
    bindField(list, 14, FieldName.AGENT_ID, query.agent());
    bindField(list, 16, FieldName.SUBJECT_ID, query.subject());
  }

  private static void bindEvent(PreparedStatement list, @Nullable String event)
      throws SQLException {
    bindField(list, 7, FieldName.EVENT_ID, event == null ? null : event.toLowerCase(Locale.ROOT));
    byte[] field = field(FieldName.EVENT_ID, event);
    list.setBytes(9, field == null ? null : Arrays.copyOf(field, NAME_BYTES));
    list.setInt(10, field == null ? 0 : field.length - NAME_BYTES);
    list.setBytes(11, field == null ? null : Arrays.copyOfRange(field, NAME_BYTES, field.length));
  }

  private static void bindField(
      PreparedStatement list, int index, FieldName name, @Nullable String value)
      throws SQLException {
    byte[] field = field(name, value);
    list.setBytes(index, field);
    list.setBytes(index + 1, field);
  }

  private static byte @Nullable [] field(FieldName name, @Nullable String value) {
    return value == null ? null : FieldsFormat.field(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private LetterKeys keysOf(long id) throws SQLException {
    try (PreparedStatement read = ledger.prepareStatement(Sql.READ_FIELDS.text())) {
      read.setQueryTimeout(TIMEOUT_SECONDS);
      read.setLong(1, id);
      try (ResultSet row = read.executeQuery()) {
        return LetterKeys.of(row.next() ? row.getBytes(1) : new byte[0]);
      }
    }
  }
}
