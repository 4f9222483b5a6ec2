package io.contextgraph.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contextgraph.event.EventId;
import io.contextgraph.event.FieldName;
import io.contextgraph.event.FieldsFormat;
import io.contextgraph.event.LetterKeys;
import io.contextgraph.event.Reason;
import io.contextgraph.event.SealedValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
   * @param node the letter without its fields
   * @param hadPersonalData whether its entry had personal data in plain, which were not kept, or
   *     may have had because it was too large to be kept
   */
  public record Letter(
      long id,
      ObjectNode node,
      List<FieldsFormat.Field> fields,
      Instant firstSeenAt,
      boolean hadPersonalData) {
    /** With its fields, as {@code dead-letters show} prints it. */
    public String json() {
      return DeadLetterJson.withFields(node.deepCopy(), fields);
    }

    /** The same with personal data in plain, in the place of the sealed ones. */
    public String opened(byte[] personalData) {
      List<FieldsFormat.Field> opened = new ArrayList<>();
      for (FieldsFormat.Field field : fields) {
        opened.add(
            isSealed(field)
                ? new FieldsFormat.Field(FieldName.PERSONAL_DATA.bytes(), personalData)
                : field);
      }
      return DeadLetterJson.withFields(node.deepCopy(), opened);
    }

    /** Its sealed personal data; empty if it has none. */
    public Optional<SealedValue> sealed() {
      return fields.stream()
          .filter(Letter::isSealed)
          .map(FieldsFormat.Field::value)
          .flatMap(Stream::ofNullable)
          .map(SealedValue::parseBase64)
          .findFirst();
    }

    private static boolean isSealed(FieldsFormat.Field field) {
      return FieldName.PERSONAL_DATA_SEALED.is(field.name()) && field.value() != null;
    }

    /** The id of its event; empty if the letter names none. */
    public Optional<EventId> eventId() {
      try {
        return Optional.ofNullable(node.path("event_id").textValue()).map(EventId::parse);
      } catch (IllegalArgumentException none) {
        return Optional.empty();
      }
    }
  }

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
   * How many letters, about whomever, do not name one subject that an event can have, and came from
   * an entry that had personal data in plain, or may have had because it was too large to be kept.
   */
  public long ofUnknownSubject() throws SQLException {
    DeadLetterQuery page = DeadLetterQuery.ofSubject("");
    DeadLetters letters = new DeadLetters(ledger);
    long count = 0;
    long after = 0;
    for (long end = letters.endOfPage(page, after, Integer.MAX_VALUE); end > after; ) {
      for (long id : withPlainData(after, end)) {
        if (!namesOneSubject(id)) {
          count++;
        }
      }
      after = end;
      end = letters.endOfPage(page, after, Integer.MAX_VALUE);
    }
    return count;
  }

  private List<Long> withPlainData(long after, long end) throws SQLException {
    try (PreparedStatement find = ledger.prepareStatement(Sql.LETTERS_WITH_PLAIN_DATA.text())) {
      find.setLong(1, after);
      find.setLong(2, end);
      find.setBytes(3, name(FieldName.PERSONAL_DATA));
      // An empty value is not sealed, so this is how a value that was not kept is marked.
      find.setBytes(4, FieldsFormat.field(FieldName.PERSONAL_DATA_SEALED, new byte[0]));
      List<Long> ids = new ArrayList<>();
      try (ResultSet row = find.executeQuery()) {
        while (row.next()) {
          ids.add(row.getLong("id"));
        }
      }
      return ids;
    }
  }

  private boolean namesOneSubject(long id) throws SQLException {
    try (PreparedStatement read = ledger.prepareStatement(Sql.READ_FIELDS.text())) {
      read.setLong(1, id);
      try (ResultSet row = read.executeQuery()) {
        return row.next() && LetterKeys.nameOneSubject(row.getBytes("fields"));
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
        DeadLetterJson.withKeys(DeadLetterJson.of(row), LetterKeys.of(bytes)),
        fields,
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
