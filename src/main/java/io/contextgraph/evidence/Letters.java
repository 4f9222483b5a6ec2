package io.contextgraph.evidence;

import io.contextgraph.event.FieldName;
import io.contextgraph.event.FieldsFormat;
import io.contextgraph.event.Micros;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the dead letters of a question.
 *
 * @param ledger with auto-commit on
 * @param seenUntil only letters that were first seen up to this time
 */
record Letters(Connection ledger, Question question, Instant seenUntil) {
  /** A letter may have 1 MiB. */
  private static final int PAGE = 32;

  /** The letters of a page, and where the next one begins. */
  record Page(List<Letter> letters, long last, boolean atEnd) {}

  /** The next letters after an id, in the order of their ids. */
  Page after(long id) throws SQLException {
    List<Letter> letters = new ArrayList<>();
    long last = id;
    int rows = 0;
    try (PreparedStatement read = ledger.prepareStatement(Sql.READ_DEAD_LETTERS.text())) {
      bind(read, id);
      try (ResultSet row = read.executeQuery()) {
        for (; row.next(); rows++) {
          last = row.getLong("id");
          byte[] fields = row.getBytes("fields");
          if (fields == null || question.isNamedBy(fields)) {
            letters.add(letter(row, fields));
          }
        }
      }
    }
    return new Page(letters, last, rows < PAGE);
  }

  private Letter letter(ResultSet row, byte @Nullable [] fields) throws SQLException {
    Letter.Entry entry =
        fields == null || !question.showsLetters()
            ? null
            : new Letter.Entry(row.getString("stream"), row.getString("entry_id"), fields);
    return new Letter(
        row.getLong("id"),
        Micros.toInstant(row.getLong("first_seen_at_micros")),
        row.getString("reason"),
        row.getLong("bytes"),
        row.getString("sha256"),
        entry);
  }

  private void bind(PreparedStatement read, long id) throws SQLException {
    read.setBoolean(1, question.hasKeys());
    read.setLong(2, id);
    read.setObject(3, Question.utc(seenUntil));
    bindTwice(read, 4, Question.utc(question.from()), Types.TIMESTAMP_WITH_TIMEZONE);
    bindTwice(read, 6, Question.utc(question.to()), Types.TIMESTAMP_WITH_TIMEZONE);
    bindTwice(read, 8, field(FieldName.SESSION_ID, question.session()), Types.BINARY);
    bindTwice(read, 10, field(FieldName.AGENT_ID, question.agent()), Types.BINARY);
    bindTwice(read, 12, field(FieldName.TRACE_ID, question.trace()), Types.BINARY);
    read.setInt(14, PAGE);
  }

  private static void bindTwice(
      PreparedStatement statement, int index, @Nullable Object value, int type)
      throws SQLException {
    statement.setObject(index, value, type);
    statement.setObject(index + 1, value, type);
  }

  private static byte @Nullable [] field(FieldName name, @Nullable String value) {
    return value == null ? null : FieldsFormat.field(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
