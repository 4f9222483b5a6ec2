package io.contextgraph.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter in a pack.
 *
 * @param bytes of its fields
 * @param sha256 of its fields in the form of {@link io.contextgraph.event.FieldsFormat}, in
 *     hexadecimal
 * @param entry null if the pack has no more than the digest
 */
record Letter(
    long id, Instant firstSeenAt, String reason, long bytes, String sha256, @Nullable Entry entry) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The entry of the stream that it was.
   *
   * @param fields must not be modified
   */
  record Entry(String stream, String id, byte[] fields) {}

  /** The letter as one line, without its end: the same bytes for the same letter. */
  byte[] toLine() {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", id)
            .put("first_seen_at", firstSeenAt.toString())
            .put("reason", reason)
            .put("bytes", bytes)
            .put("sha256", sha256);
    if (entry != null) {
      node.put("stream", entry.stream()).put("entry_id", entry.id());
      node.put("fields", Base64.getEncoder().encodeToString(entry.fields()));
    }
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads what {@link #toLine} writes.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  static Letter parse(byte[] line) {
    try {
      Letter letter = letter(JSON.readTree(line));
      if (Arrays.equals(letter.toLine(), line)) {
        return letter;
      }
    } catch (IOException | DateTimeException e) {
      throw new IllegalArgumentException("it is not a dead letter", e);
    }
    throw new IllegalArgumentException("it is not in the form of a dead letter");
  }

  private static Letter letter(JsonNode node) {
    Entry entry =
        node.has("fields")
            ? new Entry(
                node.path("stream").asText(),
                node.path("entry_id").asText(),
                Base64.getDecoder().decode(node.path("fields").asText()))
            : null;
    return new Letter(
        node.path("id").asLong(),
        Instant.parse(node.path("first_seen_at").asText()),
        node.path("reason").asText(),
        node.path("bytes").asLong(),
        node.path("sha256").asText(),
        entry);
  }
}
