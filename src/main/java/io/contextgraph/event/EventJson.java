package io.contextgraph.event;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One event as a line of JSON, as {@code publish} takes it, turned into the fields of an entry. */
public final class EventJson {
  private static final JsonFactory JSON = new JsonFactory();

  private EventJson() {}

  /**
   * Names and values in turn. Text goes in as it is, an object or array as its bytes in the line,
   * numbers and booleans as written; null is left out. Nothing is validated.
   *
   * @throws IllegalArgumentException if the line is not one JSON object, or has text that UTF-8
   *     cannot hold
   */
  public static List<byte[]> fields(byte[] line) {
    List<byte[]> fields = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("it is not a JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        byte[] name = encoded(parser.currentName());
        JsonToken token = parser.nextToken();
        if (token != JsonToken.VALUE_NULL) {
          fields.add(name);
          fields.add(value(parser, token, line));
        }
      }
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw new IllegalArgumentException("it is not one JSON object");
      }
    } catch (JacksonException malformed) {
      throw new IllegalArgumentException("it is not JSON: " + malformed.getOriginalMessage());
    } catch (IOException e) {
      throw new IllegalStateException("reading bytes in memory cannot fail", e);
    }
    return fields;
  }

  private static byte[] value(JsonParser parser, JsonToken token, byte[] line) throws IOException {
    if (!token.isStructStart()) {
      return encoded(parser.getText());
    }
    int start = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    return Arrays.copyOfRange(line, start, (int) parser.currentLocation().getByteOffset());
  }

  private static byte[] encoded(String text) {
    byte[] bytes = Utf8.encode(text);
    if (bytes == null) {
      throw new IllegalArgumentException("a text in it has half a surrogate pair");
    }
    return bytes;
  }
}
