package io.contextgraph.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contextgraph.event.FieldsFormat;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** A dead letter with its fields as JSON. */
final class DeadLetterJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DeadLetterJson() {}

  /**
   * Adds {@code fields} to a letter. A value that is UTF-8 becomes {@code value}, any other bytes
   * become {@code base64}; the value of a field is null if it was not kept.
   */
  static String withFields(String letter, List<FieldsFormat.Field> fields) {
    try {
      ObjectNode node = (ObjectNode) JSON.readTree(letter);
      ArrayNode array = node.putArray("fields");
      fields.forEach(field -> put(array.addObject(), field));
      return node.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Postgres returned a letter that is not JSON", e);
    }
  }

  private static void put(ObjectNode node, FieldsFormat.Field field) {
    node.put("name", field.nameAsText());
    byte[] value = field.value();
    if (value == null) {
      node.putNull("value");
      return;
    }
    try {
      node.put(
          "value", StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString());
    } catch (CharacterCodingException notText) {
      node.put("base64", Base64.getEncoder().encodeToString(value));
    }
  }
}
