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
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the dead letters of a query within a range of ids. */
record DeadLetterPage(Connection ledger, DeadLetterQuery query) {
  private static final int TIMEOUT_SECONDS = 30;

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
          boolean whole = keys.areComplete() || rows.getLong("bytes") <= beginning.length;
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
    String event = query.event();
    bytes(list, 7, event == null ? null : event.getBytes(StandardCharsets.UTF_8));
    bytes(list, 9, field(FieldName.SESSION_ID, query.session()));
    bytes(list, 11, field(FieldName.AGENT_ID, query.agent()));
  }

  private static byte @Nullable [] field(FieldName name, @Nullable String value) {
    return value == null ? null : FieldsFormat.field(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static void bytes(PreparedStatement list, int index, byte @Nullable [] value)
      throws SQLException {
    list.setBytes(index, value);
    list.setBytes(index + 1, value);
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
