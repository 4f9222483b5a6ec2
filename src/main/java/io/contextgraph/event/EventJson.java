package io.contextgraph.event;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Converts one event as a line of JSON, the form that {@code publish} accepts, to the fields of a
 * stream entry.
 */
public final class EventJson {
  private static final JsonFactory JSON = new JsonFactory();

  private final byte[] line;

  /**
   * The line as the parser reads it: its tokens are at the same byte offsets as in {@link #line}.
   */
  private final byte[] parsed;

  private final List<byte[]> fields = new ArrayList<>();

  private EventJson(byte[] line) {
    this.line = line;
    this.parsed = JsonEscapes.scan(line).withoutLoneSurrogates();
  }

  /**
   * Returns alternating names and values: text decoded, an object or array as its bytes in the
   * line, numbers and booleans as written. A field that is null is omitted. The values are not
   * validated.
   *
   * @throws IllegalArgumentException if the line is not one JSON object, or contains text that
   *     UTF-8 cannot represent
   */
  public static List<byte[]> fields(byte[] line) {
    EventJson json = new EventJson(line);
    try (JsonParser parser = JSON.createParser(json.parsed)) {
      json.read(parser);
    } catch (JacksonException malformed) {
      throw new IllegalArgumentException("it is not JSON: " + malformed.getOriginalMessage());
    } catch (IOException e) {
      throw new IllegalStateException("reading bytes in memory cannot fail", e);
    }
    return json.fields;
  }

  private void read(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("it is not a JSON object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      byte[] name = text(parser);
      if (parser.nextToken() != JsonToken.VALUE_NULL) {
        fields.add(name);
        fields.add(parser.currentToken().isStructStart() ? struct(parser) : text(parser));
      }
    }
    if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
      throw new IllegalArgumentException("it is not one JSON object");
    }
  }

  private byte[] struct(JsonParser parser) throws IOException {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    return Arrays.copyOfRange(line, start, (int) parser.currentLocation().getByteOffset());
  }

  private byte[] text(JsonParser parser) throws IOException {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    byte[] text = Utf8.encode(parser.getText());
    int end = (int) parser.currentLocation().getByteOffset();
    if (text == null || !Arrays.equals(line, start, end, parsed, start, end)) {
      throw new IllegalArgumentException("a string in it contains half of a surrogate pair");
    }
    return text;
  }
}
