package io.contextgraph.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;

/**
 * Whether bytes are one JSON object (RFC 8259) that Postgres takes as {@code json} and as {@code
 * jsonb}: unique keys, no NUL, no lone surrogates, numbers within {@code numeric}.
 */
final class JsonObjectCheck {
  /** Deepest nesting; the object itself is level 1. */
  static final int MAX_DEPTH = 64;

  /** Postgres documentation, "Numeric Types": digits before and after the decimal point. */
  private static final int MAX_INTEGER_DIGITS = 131_072;

  private static final int MAX_FRACTION_DIGITS = 16_383;
  private static final int HARMLESS_NUMBER_LENGTH = 300;
  private static final int ENTRY_LIMIT = 1 << 20;
  private static final byte BYTE_ORDER_MARK = (byte) 0xEF;

  private final JsonFactory json =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Names come from strangers: their table is bounded, and full of collisions is no error.
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(ENTRY_LIMIT)
                  .maxNumberLength(ENTRY_LIMIT)
                  .maxNameLength(ENTRY_LIMIT)
                  .build())
          .build();

  /** Adds what is wrong with the field {@code name}. */
  void check(String name, byte[] bytes, Problems problems) {
    if (!Utf8.isWellFormed(bytes)) {
      problems.add(Reason.INVALID_UTF8, name + " is not UTF-8");
      return;
    }
    // A raw NUL or a byte order mark would make the parser guess UTF-16; neither is JSON.
    if (bytes.length == 0 || bytes[0] == BYTE_ORDER_MARK || contains(bytes, (byte) 0)) {
      problems.add(Reason.INVALID_JSON, name + " is not a JSON object");
      return;
    }
    byte[] parseable = escapes(name, bytes, problems);
    try (JsonParser parser = json.createParser(parseable)) {
      object(name, parser, problems);
    } catch (JsonParseException malformed) {
      if (malformed.getOriginalMessage().startsWith("Duplicate")) {
        duplicateKey(name, parseable, problems);
      } else {
        problems.add(Reason.INVALID_JSON, name + at(malformed) + " is not JSON");
      }
    } catch (IOException e) {
      throw new IllegalStateException("reading bytes in memory cannot fail", e);
    }
  }

  /**
   * Adds what is wrong with the escapes, and returns bytes that the parser accepts if nothing else
   * is wrong: it refuses halves of surrogate pairs, but only in names, and then reads no further.
   */
  private static byte[] escapes(String name, byte[] bytes, Problems problems) {
    JsonEscapes escapes = JsonEscapes.scan(bytes);
    if (escapes.hasNul()) {
      problems.add(Reason.NUL_CHARACTER, name + " has a string with U+0000");
    }
    if (escapes.hasLoneSurrogate()) {
      problems.add(Reason.INVALID_SURROGATE, name + " has a string with half a surrogate pair");
    }
    return escapes.withoutLoneSurrogates();
  }

  /**
   * A duplicate key ends strict parsing; what follows may still be wrong, so read on without it.
   */
  private void duplicateKey(String name, byte[] bytes, Problems problems) {
    problems.add(Reason.DUPLICATE_KEY, name + " has a key twice in one object");
    try (JsonParser parser = json.createParser(bytes)) {
      parser.disable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      object(name, parser, problems);
    } catch (IOException malformed) {
      problems.add(Reason.INVALID_JSON, name + " is not JSON");
    }
  }

  private static void object(String name, JsonParser parser, Problems problems) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      problems.add(Reason.INVALID_JSON, name + " is not a JSON object");
      return;
    }
    int depth = 1;
    int deepest = 1;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        problems.add(Reason.INVALID_JSON, name + " ends within its object");
        return;
      }
      if (token.isStructStart()) {
        deepest = Math.max(deepest, ++depth);
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token.isNumeric()) {
        number(name, parser, problems);
      } else if (token == JsonToken.VALUE_STRING) {
        parser.finishToken();
      }
    }
    if (parser.nextToken() != null) {
      problems.add(Reason.INVALID_JSON, name + " has more after its object");
    }
    if (deepest > MAX_DEPTH) {
      problems.add(Reason.TOO_DEEP, name + " nests " + deepest + " deep, at most " + MAX_DEPTH);
    }
  }

  private static void number(String name, JsonParser parser, Problems problems) throws IOException {
    String text = parser.getText();
    boolean exponent = text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
    if (!exponent && text.length() <= HARMLESS_NUMBER_LENGTH) {
      return;
    }
    if (!fitsNumeric(text)) {
      problems.add(Reason.INVALID_NUMBER, name + " has a number beyond Postgres numeric");
    }
  }

  /** Counts digits only: a value of a million digits takes seconds to compute. */
  private static boolean fitsNumeric(String number) {
    int exponentAt = Math.max(number.indexOf('e'), number.indexOf('E'));
    String mantissa = exponentAt < 0 ? number : number.substring(0, exponentAt);
    long exponent = exponentAt < 0 ? 0 : exponent(number.substring(exponentAt + 1));
    int point = mantissa.indexOf('.');
    long scale = (point < 0 ? 0 : mantissa.length() - point - 1) - exponent;
    int significant = 0;
    for (int i = 0; i < mantissa.length(); i++) {
      char character = mantissa.charAt(i);
      boolean digit = character >= '0' && character <= '9';
      significant += digit && (significant > 0 || character != '0') ? 1 : 0;
    }
    return Math.max(1, significant) - scale <= MAX_INTEGER_DIGITS && scale <= MAX_FRACTION_DIGITS;
  }

  /** An exponent beyond the range of int stands for its end, which is beyond numeric anyway. */
  private static long exponent(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException beyondInt) {
      return text.startsWith("-") ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    }
  }

  private static String at(JsonParseException malformed) {
    return malformed.getLocation() == null
        ? ""
        : " at byte " + malformed.getLocation().getByteOffset();
  }

  private static boolean contains(byte[] bytes, byte wanted) {
    for (byte candidate : bytes) {
      if (candidate == wanted) {
        return true;
      }
    }
    return false;
  }
}
