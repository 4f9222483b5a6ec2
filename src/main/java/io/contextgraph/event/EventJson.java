package io.contextgraph.event;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Converts one event as a line of JSON, the form that {@code publish} accepts and that {@link
 * EventLine} writes, to the fields of a stream entry.
 */
public final class EventJson {
  private static final JsonFactory JSON = WideJson.builder().build();

  private final byte[] line;

  /**
   * The line as the parser reads it: its tokens are at the same byte offsets as in {@link #line}.
   */
  private final byte[] parsed;

  private final LineFields fields = new LineFields();

  private EventJson(byte[] line) {
    this.line = line;
    this.parsed = JsonEscapes.scan(line).withoutLoneSurrogates();
  }

  /**
   * Returns alternating names and values: text decoded, an object or array as its bytes in the
   * line, numbers and booleans as written. A member that is null is omitted; {@code attributes} is
   * replaced by its members, {@code payload_base64} by the payload that it encodes, and {@code
   * ledger} is omitted. The values are not validated.
   *
   * @throws MalformedLineException if the line is not one JSON object with different keys, is not
   *     UTF-8, or contains text that UTF-8 cannot represent
   */
  public static List<byte[]> fields(byte[] line) {
    return collect(line).namesAndValues();
  }

  /**
   * As {@link #fields}, of a line that a person reads too: what it shows of a payload must be the
   * payload.
   *
   * @throws MalformedLineException also if {@code payload} and {@code payload_base64} differ in
   *     more than line ends and the white space around the object
   */
  static List<byte[]> shownFields(byte[] line) {
    LineFields fields = collect(line);
    fields.requireShownPayload();
    return fields.namesAndValues();
  }

  private static LineFields collect(byte[] line) {
    EventJson json = new EventJson(LineText.of(line));
    try (JsonParser parser = JSON.createParser(json.parsed)) {
      json.read(parser);
    } catch (JsonEOFException incomplete) {
      throw invalid("it ends before its object does; each line must contain one whole object");
    } catch (StreamConstraintsException tooDeep) {
      throw new MalformedLineException(Reason.TOO_DEEP, "it is nested too deeply");
    } catch (JacksonException malformed) {
      throw invalid(json.describe(malformed));
    } catch (IOException e) {
      throw new IllegalStateException("reading bytes in memory cannot fail", e);
    }
    return json.fields;
  }

  private String describe(JacksonException malformed) {
    JsonLocation place = malformed.getLocation();
    int stopped = place == null ? 0 : (int) place.getByteOffset();
    JsonFault fault = new JsonFault(line);
    boolean inString = malformed.getOriginalMessage().startsWith("Illegal unquoted character");
    return inString ? fault.atControlCharacter(stopped) : fault.at(stopped);
  }

  private static MalformedLineException invalid(String message) {
    return new MalformedLineException(Reason.INVALID_JSON, message);
  }

  private void read(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw invalid("it is not a JSON object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      member(parser);
    }
    if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
      throw invalid("it contains something after its object; each line must contain one object");
    }
  }

  private void member(JsonParser parser) throws IOException {
    byte[] name = text(parser);
    String key = parser.currentName();
    JsonToken value = parser.nextToken();
    switch (key) {
      case EventLine.LEDGER -> {
        fields.claim(key);
        requireObject(key, value);
        parser.skipChildren();
      }
      case EventLine.ATTRIBUTES -> {
        fields.claim(key);
        requireObject(key, value);
        if (value == JsonToken.START_OBJECT) {
          attributes(parser);
        }
      }
      case EventLine.PAYLOAD_BASE64 ->
          fields.payload(key, value == JsonToken.VALUE_NULL ? null : text(parser));
      default -> fields.add(key, name, value(parser));
    }
  }

  private static void requireObject(String key, JsonToken value) {
    if (value != JsonToken.START_OBJECT && value != JsonToken.VALUE_NULL) {
      throw invalid(key + " is not a JSON object");
    }
  }

  private void attributes(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      byte[] name = text(parser);
      String key = parser.currentName();
      parser.nextToken();
      fields.addAttribute(key, name, value(parser));
    }
  }

  /** The bytes of a value; null for null. */
  private byte @Nullable [] value(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    return parser.currentToken().isStructStart() ? struct(parser) : text(parser);
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
      throw new MalformedLineException(
          Reason.INVALID_SURROGATE, "a string in it contains half of a surrogate pair");
    }
    return text;
  }
}
