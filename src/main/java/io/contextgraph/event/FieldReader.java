package io.contextgraph.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads one entry's fields by name, each to null where it is absent or wrong, and notes what is
 * wrong.
 */
final class FieldReader {
  private final EnumMap<FieldName, byte[]> fields = new EnumMap<>(FieldName.class);
  private final Problems problems;
  private @Nullable SortedMap<String, String> attributes;

  /**
   * @param entry names and values in turn
   */
  FieldReader(List<byte[]> entry, Problems problems) {
    this.problems = problems;
    for (int i = 0; i < entry.size(); i += 2) {
      FieldName known = FieldName.of(entry.get(i));
      if (known == null) {
        attribute("field " + (i / 2 + 1), entry.get(i), entry.get(i + 1));
      } else if (fields.putIfAbsent(known, entry.get(i + 1)) != null) {
        problems.add(Reason.REPEATED_FIELD, known + " is there twice");
      }
    }
  }

  private void attribute(String place, byte[] name, byte[] value) {
    String key = anyText("the name of " + place, name);
    String text = anyText(place, value);
    if (key == null || text == null) {
      return;
    }
    if (attributes == null) {
      attributes = new TreeMap<>();
    }
    if (attributes.put(key, text) != null) {
      problems.add(Reason.REPEATED_FIELD, place + " repeats a name");
    }
  }

  boolean has(FieldName name) {
    return fields.containsKey(name);
  }

  byte @Nullable [] bytes(FieldName name) {
    return fields.get(name);
  }

  /** All other fields as text by name. */
  SortedMap<String, String> attributes() {
    return attributes == null ? Collections.emptySortedMap() : attributes;
  }

  void require(FieldName... names) {
    for (FieldName name : names) {
      if (!fields.containsKey(name)) {
        problems.add(Reason.MISSING_FIELD, name + " is missing");
      }
    }
  }

  @Nullable EventId id(FieldName name) {
    byte[] bytes = fields.get(name);
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
    byte[] bytes = fields.get(name);
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

  /** Text of 1 to {@code most} code points. */
  @Nullable String text(FieldName name, int most) {
    byte[] bytes = fields.get(name);
    if (bytes == null) {
      return null;
    }
    String text = anyText(name.toString(), bytes);
    if (text == null) {
      return null;
    }
    if (text.isEmpty() || text.length() > most && text.codePointCount(0, text.length()) > most) {
      problems.add(Reason.INVALID_LENGTH, name + " must have 1 to " + most + " characters");
      return null;
    }
    return text;
  }

  private @Nullable String anyText(String name, byte[] bytes) {
    String text = Utf8.decode(bytes);
    if (text == null) {
      problems.add(Reason.INVALID_UTF8, name + " is not UTF-8");
    }
    for (byte character : bytes) {
      if (character == 0) {
        problems.add(Reason.NUL_CHARACTER, name + " has U+0000");
        break;
      }
    }
    return text;
  }

  @Nullable String eventType() {
    byte[] bytes = fields.get(FieldName.EVENT_TYPE);
    if (bytes == null) {
      return null;
    }
    if (!isEventType(bytes)) {
      problems.add(
          Reason.INVALID_EVENT_TYPE,
          "event_type must be lower-case words joined by dots, at most 128 characters");
      return null;
    }
    return Utf8.decode(bytes);
  }

  /** {@code [a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+} */
  private static boolean isEventType(byte[] bytes) {
    boolean wordStarts = true;
    int dots = 0;
    for (byte character : bytes) {
      boolean letter = character >= 'a' && character <= 'z';
      boolean inner = character >= '0' && character <= '9' || character == '_';
      if (character == '.' && !wordStarts) {
        dots++;
        wordStarts = true;
      } else if (letter || inner && !wordStarts) {
        wordStarts = false;
      } else {
        return false;
      }
    }
    return dots > 0 && !wordStarts && bytes.length <= EventLimits.MAX_EVENT_TYPE;
  }

  @Nullable Status status() {
    byte[] bytes = fields.get(FieldName.STATUS);
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

  /** A whole number from 1 to {@code most} in plain decimal digits. */
  @Nullable Short number(FieldName name, int most) {
    byte[] bytes = fields.get(name);
    if (bytes == null) {
      return null;
    }
    int value = 0;
    boolean digits = bytes.length > 0 && bytes.length <= 5 && bytes[0] != '0';
    for (int i = 0; i < bytes.length && digits; i++) {
      digits = bytes[i] >= '0' && bytes[i] <= '9';
      value = value * 10 + (bytes[i] - '0');
    }
    if (!digits || value > most) {
      problems.add(Reason.INVALID_NUMBER, name + " must be a whole number from 1 to " + most);
      return null;
    }
    return (short) value;
  }
}
