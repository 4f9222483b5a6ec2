package io.contextgraph.query;

import io.contextgraph.event.FieldName;
import io.contextgraph.event.FieldsFormat;
import io.contextgraph.event.LetterKeys;
import io.contextgraph.event.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The dead letters about a person: those whose field {@code subject_id} is the person's. Searches
 * the fields of every letter, a page at a time.
 *
 * @param ledger used by one thread, with auto-commit on
 */
public record SubjectLetters(Connection ledger) {
  /**
   * A dead letter.
   *
   * @param json with its fields, as {@code dead-letters show} prints it
   * @param hadPersonalData whether its entry had personal data in plain, which were not kept, or
   *     may have had because it was too large to be kept
   */
  public record Letter(long id, String json, Instant firstSeenAt, boolean hadPersonalData) {}

  /** Receives a letter. */
  @FunctionalInterface
  public interface Receiver {
    void accept(Letter letter) throws SQLException;
  }

  /** Passes on each letter, by id; no transaction is open meanwhile. */
  public void each(String subject, Receiver receiver) throws SQLException {
    DeadLetterQuery query = DeadLetterQuery.ofSubject(subject);
    DeadLetterPage page = new DeadLetterPage(ledger, query);
    DeadLetters letters = new DeadLetters(ledger);
    long after = 0;
    for (long end = letters.endOfPage(query, after, Integer.MAX_VALUE); end > after; ) {
      for (long id : page.read(after, end).keySet()) {
        Optional<Letter> letter = read(id);
        if (letter.isPresent()) {
          receiver.accept(letter.get());
        }
      }
      after = end;
      end = letters.endOfPage(query, after, Integer.MAX_VALUE);
    }
  }

  /**
   * How many letters, about whomever, name no subject and came from an entry that had personal data
   * in plain, or may have had because it was too large to be kept.
   */
  public long ofUnknownSubject() throws SQLException {
    DeadLetterQuery page = DeadLetterQuery.ofSubject("");
    DeadLetters letters = new DeadLetters(ledger);
    long count = 0;
    long after = 0;
    for (long end = letters.endOfPage(page, after, Integer.MAX_VALUE); end > after; ) {
      count += ofUnknownSubject(after, end);
      after = end;
      end = letters.endOfPage(page, after, Integer.MAX_VALUE);
    }
    return count;
  }

  private long ofUnknownSubject(long after, long end) throws SQLException {
    try (PreparedStatement count =
        ledger.prepareStatement(Sql.COUNT_LETTERS_OF_UNKNOWN_SUBJECT.text())) {
      count.setLong(1, after);
      count.setLong(2, end);
      count.setBytes(3, name(FieldName.SUBJECT_ID));
      count.setBytes(4, name(FieldName.PERSONAL_DATA));
      // An empty value is not sealed, so this is how a value that was not kept is marked.
      count.setBytes(5, FieldsFormat.field(FieldName.PERSONAL_DATA_SEALED, new byte[0]));
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** The name of a field as it lies in the fields of a letter, before the length of the value. */
  private static byte[] name(FieldName name) {
    byte[] field = FieldsFormat.field(name, new byte[0]);
    return Arrays.copyOf(field, field.length - Integer.BYTES);
  }

  private Optional<Letter> read(long id) throws SQLException {
    try (PreparedStatement show = ledger.prepareStatement(Sql.SHOW_DEAD_LETTER.text())) {
      show.setLong(1, id);
      try (ResultSet row = show.executeQuery()) {
        return row.next() ? Optional.of(letter(row)) : Optional.empty();
      }
    }
  }

  private static Letter letter(ResultSet row) throws SQLException {
    byte[] bytes = row.getBytes("fields");
    List<FieldsFormat.Field> fields = FieldsFormat.read(bytes);
    return new Letter(
        row.getLong("id"),
        DeadLetterJson.withFields(
            DeadLetterJson.withKeys(DeadLetterJson.of(row), LetterKeys.of(bytes)), fields),
        row.getObject("first_seen_at", OffsetDateTime.class).toInstant(),
        fields.stream().anyMatch(SubjectLetters::wasPlain)
            || row.getString("reason").equals(Reason.TOO_LARGE.name()));
  }

  /** A value that should have been sealed, and was not kept because it is not, counts as plain. */
  private static boolean wasPlain(FieldsFormat.Field field) {
    return FieldName.PERSONAL_DATA.is(field.name())
        || FieldName.PERSONAL_DATA_SEALED.is(field.name()) && field.value() == null;
  }
}
