package io.contextgraph.query;

import io.contextgraph.event.FieldName;
import io.contextgraph.event.FieldsFormat;
import io.contextgraph.event.LetterKeys;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
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
   * @param hadPersonalData whether its entry had personal data in plain, which were not kept
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
        fields.stream().anyMatch(field -> FieldName.PERSONAL_DATA.is(field.name())));
  }
}
