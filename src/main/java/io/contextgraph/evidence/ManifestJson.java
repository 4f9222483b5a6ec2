package io.contextgraph.evidence;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contextgraph.evidence.Manifest.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The one form of a manifest in JSON. Each file has a line of its own, so that sed can turn the
 * lines into the input of {@code sha256sum --check}.
 */
final class ManifestJson {
  static final String FORMAT = "context-graph/evidence/v1";

  /** Which dead letters are in a pack, in the manifest's own words. */
  static final String RULE =
      "those first seen at or before the recorded_at of the checkpoint's last position and, where"
          + " the question has times, within them; where it names a session, an agent or a trace,"
          + " those that name it in their own fields; what became of a letter is not included";

  private static final ObjectMapper JSON = new ObjectMapper();

  private ManifestJson() {}

  static byte[] write(Manifest manifest) {
    StringBuilder text = new StringBuilder("{\n");
    member(text, "format", instance.textNode(FORMAT));
    member(text, "question", question(manifest.question()));
    member(text, "origin", instance.textNode(manifest.origin()));
    member(text, "tree_size", instance.numberNode(manifest.treeSize()));
    member(text, "events", span(manifest.events()));
    member(text, "control_events", span(manifest.controlEvents()));
    member(text, "dead_letters", letters(manifest.deadLetters()));
    text.append("\"files\":[\n");
    List<String> files = manifest.files().stream().map(ManifestJson::file).toList();
    return text.append(String.join(",\n", files))
        .append("\n]\n}\n")
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void member(StringBuilder text, String name, JsonNode value) {
    text.append('"').append(name).append("\":").append(value).append(",\n");
  }

  private static ObjectNode question(Question question) {
    ObjectNode node = instance.objectNode();
    put(node, "session", question.session());
    put(node, "agent", question.agent());
    put(node, "trace", question.trace());
    put(node, "from", question.from());
    put(node, "to", question.to());
    return node;
  }

  private static void put(ObjectNode node, String name, @Nullable Object value) {
    if (value != null) {
      node.put(name, value.toString());
    }
  }

  private static ObjectNode span(Span span) {
    ObjectNode node = instance.objectNode().put("count", span.count());
    return span.count() == 0 ? node : node.put("first", span.first()).put("last", span.last());
  }

  private static ObjectNode letters(LetterCounts letters) {
    ObjectNode node = instance.objectNode().put("rule", RULE);
    put(node, "seen_until", letters.seenUntil());
    node.put("count", letters.count());
    ObjectNode reasons = node.putObject("reasons");
    letters.byReason().forEach(reasons::put);
    return node;
  }

  private static String file(Digest file) {
    return instance
        .objectNode()
        .put("name", file.name())
        .put("bytes", file.bytes())
        .put("sha256", file.sha256())
        .toString();
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @throws MalformedPackException if the bytes are anything else
   */
  static Manifest read(byte[] bytes) {
    try {
      Manifest manifest = manifest(JSON.readTree(bytes));
      MalformedPackException.require(
          Arrays.equals(write(manifest), bytes),
          Member.MANIFEST.fileName() + " is not in the form " + FORMAT);
      return manifest;
    } catch (MalformedPackException e) {
      throw e;
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      throw new MalformedPackException(
          Member.MANIFEST.fileName() + " is not in the form " + FORMAT, e);
    }
  }

  private static Manifest manifest(JsonNode node) {
    JsonNode question = node.path("question");
    List<Digest> files = new ArrayList<>();
    for (JsonNode file : node.path("files")) {
      files.add(
          new Digest(
              file.path("name").asText(),
              file.path("bytes").asLong(),
              file.path("sha256").asText()));
    }
    return new Manifest(
        new Question(
            text(question, "session"),
            text(question, "agent"),
            text(question, "trace"),
            time(question, "from"),
            time(question, "to")),
        node.path("origin").asText(),
        node.path("tree_size").asLong(),
        span(node.path("events")),
        span(node.path("control_events")),
        letters(node.path("dead_letters")),
        files);
  }

  private static @Nullable String text(JsonNode node, String name) {
    return node.has(name) ? node.path(name).asText() : null;
  }

  private static @Nullable Instant time(JsonNode node, String name) {
    String text = text(node, name);
    return text == null ? null : Instant.parse(text);
  }

  private static Span span(JsonNode node) {
    return new Span(
        node.path("count").asLong(), node.path("first").asLong(), node.path("last").asLong());
  }

  private static LetterCounts letters(JsonNode node) {
    SortedMap<String, Long> reasons = new TreeMap<>();
    node.path("reasons")
        .fields()
        .forEachRemaining(it -> reasons.put(it.getKey(), it.getValue().asLong()));
    return new LetterCounts(time(node, "seen_until"), reasons);
  }
}
