package io.contextgraph.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
   * @throws IOException if the line is not one JSON object
   */
  public static List<byte[]> fields(byte[] line) throws IOException {
    List<byte[]> fields = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("the line is not a JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        byte[] name = parser.currentName().getBytes(StandardCharsets.UTF_8);
        JsonToken token = parser.nextToken();
        if (token != JsonToken.VALUE_NULL) {
          fields.add(name);
          fields.add(value(parser, token, line));
        }
      }
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw new IOException("the line is not one JSON object");
      }
    }
    return fields;
  }

  private static byte[] value(JsonParser parser, JsonToken token, byte[] line) throws IOException {
    if (!token.isStructStart()) {
      return parser.getText().getBytes(StandardCharsets.UTF_8);
    }
    int start = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    return Arrays.copyOfRange(line, start, (int) parser.currentLocation().getByteOffset());
  }
}
