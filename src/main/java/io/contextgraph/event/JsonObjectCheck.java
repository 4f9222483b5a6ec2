package io.contextgraph.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;

/**
 * Checks that bytes are one JSON object (RFC 8259) that Postgres accepts as {@code json} and as
 * {@code jsonb}: unique keys, no NUL, no lone surrogates, numbers within {@code numeric}.
 */
final class JsonObjectCheck {
  /** The greatest nesting depth; the object itself has depth 1. */
  static final int MAX_DEPTH = 64;

  private static final byte BYTE_ORDER_MARK = (byte) 0xEF;

  private final JsonFactory json =
      WideJson.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Adds the problems of the field {@code name}. */
  void check(String name, byte[] bytes, Problems problems) {
    if (!Utf8.isWellFormed(bytes)) {
      problems.add(Reason.INVALID_UTF8, name + " is not UTF-8");
    } else if (bytes.length == 0 || bytes[0] == BYTE_ORDER_MARK || hasNul(bytes)) {
      // A raw NUL or a byte order mark would make the parser guess UTF-16; neither is JSON.
      problems.add(Reason.INVALID_JSON, name + " is not a JSON object");
    } else {
      parse(name, checkEscapes(name, bytes, problems), problems);
    }
  }

  /**
   * Adds the problems of the escapes, and returns bytes that the parser accepts if nothing else is
   * wrong: the parser refuses lone surrogates, but only in names, and then stops reading.
   */
  private static byte[] checkEscapes(String name, byte[] bytes, Problems problems) {
    JsonEscapes escapes = JsonEscapes.scan(bytes);
    if (escapes.hasNul()) {
      problems.add(Reason.NUL_CHARACTER, name + " has a string with U+0000");
    }
    if (escapes.hasLoneSurrogate()) {
      problems.add(Reason.INVALID_SURROGATE, name + " has a string with half of a surrogate pair");
    }
    return escapes.withoutLoneSurrogates();
  }

  private void parse(String name, byte[] bytes, Problems problems) {
    try (JsonParser parser = json.createParser(bytes)) {
      readObject(name, parser, problems);
    } catch (JsonParseException malformed) {
      if (malformed.getOriginalMessage().startsWith("Duplicate")) {
        problems.add(Reason.DUPLICATE_KEY, name + " has a duplicate key in one object");
        parseDespiteDuplicates(name, bytes, problems);
      } else {
        problems.add(Reason.INVALID_JSON, name + at(malformed) + " is not JSON");
      }
    } catch (IOException e) {
      throw new IllegalStateException("reading bytes in memory cannot fail", e);
    }
  }

  /** Strict parsing ends at a duplicate key; this pass finds malformed JSON after it. */
  private void parseDespiteDuplicates(String name, byte[] bytes, Problems problems) {
    try (JsonParser parser = json.createParser(bytes)) {
      parser.disable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      readObject(name, parser, problems);
    } catch (IOException malformed) {
      problems.add(Reason.INVALID_JSON, name + " is not JSON");
    }
  }

  private static void readObject(String name, JsonParser parser, Problems problems)
      throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      problems.add(Reason.INVALID_JSON, name + " is not a JSON object");
      return;
    }
    int depth = 1;
    int deepest = 1;
    // The parser throws if the text ends within the object.
    while (depth > 0) {
      depth += readToken(name, parser, problems);
      deepest = Math.max(deepest, depth);
    }
    if (parser.nextToken() != null) {
      problems.add(Reason.INVALID_JSON, name + " has content after its object");
    }
    if (deepest > MAX_DEPTH) {
      problems.add(
          Reason.TOO_DEEP, name + " is " + deepest + " levels deep; the limit is " + MAX_DEPTH);
    }
  }

  /** Reads one token and returns by how much it changes the depth. */
  private static int readToken(String name, JsonParser parser, Problems problems)
      throws IOException {
    JsonToken token = parser.nextToken();
    if (token.isStructStart()) {
      return 1;
    }
    if (token.isStructEnd()) {
      return -1;
    }
    if (token == JsonToken.VALUE_STRING) {
      parser.finishToken();
    } else if (token.isNumeric() && !PostgresNumeric.accepts(parser.getText())) {
      problems.add(Reason.INVALID_NUMBER, name + " has a number beyond Postgres numeric");
    }
    return 0;
  }

  private static String at(JsonParseException malformed) {
    return malformed.getLocation() == null
        ? ""
        : " at byte " + malformed.getLocation().getByteOffset();
  }

  private static boolean hasNul(byte[] bytes) {
    for (byte candidate : bytes) {
      if (candidate == 0) {
        return true;
      }
    }
    return false;
  }
}
