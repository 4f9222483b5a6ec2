package io.contextgraph.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads one entry's fields by name, each to null where it is absent or wrong, and notes what is
 * wrong.
 */
final class FieldReader {
  private final Map<String, byte[]> fields;
  private final Problems problems;

  FieldReader(Map<String, byte[]> fields, Problems problems) {
    this.fields = fields;
    this.problems = problems;
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  byte @Nullable [] bytes(String name) {
    return fields.get(name);
  }

  /** All fields but those of the given names, as text by name. */
  SortedMap<String, String> textExcept(Set<String> known) {
    SortedMap<String, String> texts = Collections.emptySortedMap();
    int place = 0;
    for (Map.Entry<String, byte[]> field : fields.entrySet()) {
      place++;
      if (known.contains(field.getKey())) {
        continue;
      }
      if (field.getKey().indexOf('\0') >= 0) {
        problems.add(Reason.NUL_CHARACTER, "the name of field " + place + " has U+0000");
      }
      String value = anyText("field " + place, field.getValue());
      if (value != null) {
        texts = texts.isEmpty() ? new TreeMap<>() : texts;
        texts.put(field.getKey(), value);
      }
    }
    return texts;
  }

  void require(String... names) {
    for (String name : names) {
      if (!fields.containsKey(name)) {
        problems.add(Reason.MISSING_FIELD, name + " is missing");
      }
    }
  }

  @Nullable EventId id(String name) {
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

  @Nullable Instant time(String name) {
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
  @Nullable String text(String name, int most) {
    byte[] bytes = fields.get(name);
    if (bytes == null) {
      return null;
    }
    String text = anyText(name, bytes);
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
    } else if (text.indexOf('\0') >= 0) {
      problems.add(Reason.NUL_CHARACTER, name + " has U+0000");
      return null;
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
  @Nullable Short number(String name, int most) {
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
