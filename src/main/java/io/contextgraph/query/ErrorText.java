package io.contextgraph.query;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.contextgraph.event.WideJson;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an event says about why it failed. Producers have no common field for it, so it is looked
 * for under the usual keys.
 */
public final class ErrorText {
  /** The first of these that has a text; the keys with dots are those of OpenTelemetry. */
  private static final List<String> KEYS =
      List.of(
          "error",
          "error_message",
          "error.message",
          "exception.message",
          "exception",
          "stderr",
          "error.type",
          "error_type",
          "message",
          "reason");

  /** Where the value of a key is an object. */
  private static final List<String> INNER_KEYS = List.of("message", "type", "code", "name");

  private static final JsonFactory JSON = WideJson.builder().build();

  private ErrorText() {}

  /**
   * The text, from the payload or else from the attributes.
   *
   * @param payload a JSON object, or null
   * @param attributes a JSON object, or null
   */
  public static Optional<String> of(@Nullable String payload, @Nullable String attributes) {
    return Stream.of(in(payload), in(attributes)).flatMap(Optional::stream).findFirst();
  }

  private static Optional<String> in(@Nullable String object) {
    return object == null ? Optional.empty() : first(KEYS, values(object));
  }

  private static Optional<String> first(List<String> keys, Map<String, String> values) {
    return keys.stream()
        .map(key -> values.getOrDefault(key, ""))
        .filter(text -> !text.isBlank())
        .findFirst();
  }

  /** The texts of the object's keys; empty for an object that has no JSON. */
  private static Map<String, String> values(String object) {
    try (JsonParser parser = JSON.createParser(object)) {
      parser.nextToken();
      return values(parser, KEYS);
    } catch (JacksonException malformed) {
      return Map.of();
    } catch (IOException e) {
      throw new IllegalStateException("reading text in memory cannot fail", e);
    }
  }

  /** Reads the object at which the parser is. */
  private static Map<String, String> values(JsonParser parser, List<String> keys)
      throws IOException {
    Map<String, String> values = new HashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING && keys.contains(key)) {
        values.put(key, parser.getText());
      } else if (value == JsonToken.START_OBJECT && keys.contains(key)) {
        first(INNER_KEYS, values(parser, INNER_KEYS)).ifPresent(text -> values.put(key, text));
      } else {
        parser.skipChildren();
      }
    }
    return values;
  }
}
