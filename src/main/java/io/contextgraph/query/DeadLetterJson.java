package io.contextgraph.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contextgraph.event.EventLimits;
import io.contextgraph.event.FieldsFormat;
import io.contextgraph.event.LetterKeys;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dead letter as JSON, always with the same keys. */
final class DeadLetterJson {
  /** A key is shown as far as an event could have it. */
  private static final int MAX_KEY = EventLimits.MAX_TEXT;

  private DeadLetterJson() {}

  /** A row of {@link Sql#LIST_DEAD_LETTERS}, with room for the keys in its fields. */
  static ObjectNode of(ResultSet row) throws SQLException {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", row.getLong("id"));
    texts(node, row, "stream", "entry_id");
    withKeys(node, new LetterKeys(null, null, null, null));
    texts(node, row, "reason", "detail");
    node.put("bytes", row.getLong("bytes"));
    time(node, row, "first_seen_at");
    texts(node, row, "status");
    time(node, row, "replayed_at");
    texts(node, row, "replayed_by", "replayed_as");
    time(node, row, "discarded_at");
    texts(node, row, "discarded_by", "discard_reason");
    return node;
  }

  /** Sets the keys that a letter names. */
  static ObjectNode withKeys(ObjectNode letter, LetterKeys keys) {
    letter.put("event_id", shown(keys.eventId()));
    letter.put("session_id", shown(keys.sessionId()));
    return letter.put("agent_id", shown(keys.agentId()));
  }

  private static void texts(ObjectNode node, ResultSet row, String... columns) throws SQLException {
    for (String column : columns) {
      node.put(column, row.getString(column));
    }
  }

  private static void time(ObjectNode node, ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    node.put(column, time == null ? null : time.toInstant().toString());
  }

  private static @Nullable String shown(@Nullable String key) {
    if (key == null || key.codePointCount(0, key.length()) <= MAX_KEY) {
      return key;
    }
    return key.substring(0, key.offsetByCodePoints(0, MAX_KEY)) + "…";
  }

  /**
   * Adds {@code fields} to a letter. A value that is UTF-8 becomes {@code value}, any other bytes
   * become {@code base64}; the value of a field is null if it was not kept.
   */
  static String withFields(ObjectNode letter, List<FieldsFormat.Field> fields) {
    ArrayNode array = letter.putArray("fields");
    fields.forEach(field -> put(array.addObject(), field));
    return letter.toString();
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
