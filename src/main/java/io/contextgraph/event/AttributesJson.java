package io.contextgraph.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The attributes of an event as the ledger stores them: one JSON object of texts. */
public final class AttributesJson {
  private static final JsonFactory JSON = WideJson.builder().build();

  private static final JsonFactory WRITTEN = new JsonFactory();
  private static final byte[] NONE = "{}".getBytes(StandardCharsets.US_ASCII);

  private AttributesJson() {}

  /** The bytes that the job writes for these attributes, always the same. */
  public static byte[] write(SortedMap<String, String> attributes) {
    if (attributes.isEmpty()) {
      return NONE.clone();
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator json = WRITTEN.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, String> attribute : attributes.entrySet()) {
        json.writeStringField(attribute.getKey(), attribute.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads the attributes, ordered by name.
   *
   * @throws IllegalArgumentException if the text is not an object of texts
   */
  public static SortedMap<String, String> read(String text) {
    SortedMap<String, String> attributes = new TreeMap<>();
    try (JsonParser json = JSON.createParser(text)) {
      boolean object = json.nextToken() == JsonToken.START_OBJECT;
      while (object && json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        object = json.nextToken() == JsonToken.VALUE_STRING;
        attributes.put(name, json.getText());
      }
      if (!object || json.currentToken() != JsonToken.END_OBJECT) {
        throw new IllegalArgumentException("the attributes of an event are not texts");
      }
    } catch (IOException malformed) {
      throw new IllegalArgumentException("the attributes of an event are not JSON", malformed);
    }
    return attributes;
  }
}
