package io.contextgraph.event;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields by type. An absent or invalid field is null; an invalid field also adds a problem.
 */
final class FieldReader {
  private static final FieldName[] REQUIRED = {
    FieldName.EVENT_ID,
    FieldName.EVENT_TYPE,
    FieldName.OCCURRED_AT,
    FieldName.SESSION_ID,
    FieldName.AGENT_ID,
    FieldName.TRACE_ID
  };
  private static final int MAX_SHORT_DIGITS = 5;

  private final EntryFields fields;
  private final Problems problems;
  private final boolean recorded;

  /**
   * @param recorded whether the event is one that a ledger already has, which may be its own
   */
  FieldReader(EntryFields fields, Problems problems, boolean recorded) {
    this.fields = fields;
    this.problems = problems;
    this.recorded = recorded;
  }

  void checkRequired() {
    for (FieldName name : REQUIRED) {
      if (!fields.has(name)) {
        problems.add(Reason.MISSING_FIELD, name + " is missing");
      }
    }
  }

  @Nullable EventId id(FieldName name) {
    byte[] bytes = fields.bytes(name);
    if (bytes == null) {
      return null;
    }
    try {
      return EventId.parse(bytes);
    } catch (IllegalArgumentException malformed) {
      problems.add(Reason.INVALID_UUID, name + " is not a UUID: " + malformed.getMessage());
      return null;
    }
  }

  @Nullable Instant time(FieldName name) {
    byte[] bytes = fields.bytes(name);
    if (bytes == null) {
      return null;
    }
    try {
      return Rfc3339.parse(bytes);
    } catch (DateTimeException malformed) {
      problems.add(Reason.INVALID_TIMESTAMP, name + " is not an RFC 3339 time with offset");
      return null;
    }
  }

  /** Text of 1 to {@code max} code points. */
  @Nullable String text(FieldName name, int max) {
    byte[] bytes = fields.bytes(name);
    String text = bytes == null ? null : FieldText.decode(name.toString(), bytes, problems);
    if (text == null) {
      return null;
    }
    if (text.isEmpty() || text.length() > max && text.codePointCount(0, text.length()) > max) {
      problems.add(Reason.INVALID_LENGTH, name + " must have 1 to " + max + " characters");
      return null;
    }
    return text;
  }

  @Nullable String eventType() {
    byte[] bytes = fields.bytes(FieldName.EVENT_TYPE);
    if (bytes == null) {
      return null;
    }
    if (!EventType.isValid(bytes)) {
      problems.add(
          Reason.INVALID_EVENT_TYPE,
          "event_type must be one or more lower-case words joined by dots, at most 128 characters");
      return null;
    }
    Optional<String> reserved = EventType.reservedPrefix(bytes);
    if (reserved.isPresent() && !recorded) {
      problems.add(
          Reason.INVALID_EVENT_TYPE,
          "event_type must not begin with "
              + reserved.get()
              + ", which is reserved for the ledger's own events");
      return null;
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Nullable Status status() {
    byte[] bytes = fields.bytes(FieldName.STATUS);
    if (bytes == null) {
      return null;
    }
    String text = Utf8.decode(bytes);
    Status status = text == null ? null : Status.ofText(text).orElse(null);
    if (status == null) {
      problems.add(
          Reason.INVALID_STATUS, "status must be pending, running, completed, failed or timeout");
    }
    return status;
  }

  /** A whole number from 1 to {@code max} in decimal digits, without leading zeros. */
  @Nullable Short number(FieldName name, int max) {
    byte[] bytes = fields.bytes(name);
    if (bytes == null) {
      return null;
    }
    boolean number = Digits.only(bytes, MAX_SHORT_DIGITS) && bytes[0] != '0';
    int value = number ? Integer.parseInt(new String(bytes, StandardCharsets.ISO_8859_1)) : 0;
    if (value < 1 || value > max) {
      problems.add(Reason.INVALID_NUMBER, name + " must be a whole number from 1 to " + max);
      return null;
    }
    return (short) value;
  }
}
