package io.contextgraph.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.contextgraph.event.WideJson;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The values of a JSON object as text: strings decoded, numbers as written, arrays of plain values
 * joined by commas, any other array or object as JSON.
 *
 * @param byKey in the order of the object; the keys of an inner object also as {@code outer.inner}
 */
record JsonValues(Map<String, String> byKey) {
  private static final JsonFactory JSON = WideJson.builder().build();

  /**
   * @throws IllegalArgumentException if the text is not a JSON object
   */
  static JsonValues of(String json) {
    Map<String, String> values = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("an answer is not a JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        parser.nextToken();
        read(parser, json, key, values);
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException("an answer is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalStateException("reading text in memory cannot fail", e);
    }
    return new JsonValues(values);
  }

  /** The text of a key; empty if it is missing or null. */
  String text(String key) {
    return byKey.getOrDefault(key, "");
  }

  private static void read(JsonParser parser, String json, String key, Map<String, String> values)
      throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> readObject(parser, json, key, values);
      case START_ARRAY -> values.put(key, array(parser, json));
      default -> values.put(key, scalar(parser));
    }
  }

  private static void readObject(
      JsonParser parser, String json, String key, Map<String, String> values) throws IOException {
    int start = (int) parser.currentTokenLocation().getCharOffset();
    Map<String, String> inner = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = key + "." + parser.currentName();
      parser.nextToken();
      inner.put(name, struct(parser, json));
    }
    values.put(key, json.substring(start, (int) parser.currentLocation().getCharOffset()));
    values.putAll(inner);
  }

  private static String array(JsonParser parser, String json) throws IOException {
    int start = (int) parser.currentTokenLocation().getCharOffset();
    StringJoiner plain = new StringJoiner(", ");
    boolean nested = false;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      nested |= parser.currentToken().isStructStart();
      plain.add(struct(parser, json));
    }
    return nested
        ? json.substring(start, (int) parser.currentLocation().getCharOffset())
        : plain.toString();
  }

  /** A value whose inner values are not needed. */
  private static String struct(JsonParser parser, String json) throws IOException {
    if (!parser.currentToken().isStructStart()) {
      return scalar(parser);
    }
    int start = (int) parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    return json.substring(start, (int) parser.currentLocation().getCharOffset());
  }

  private static String scalar(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText();
  }
}
