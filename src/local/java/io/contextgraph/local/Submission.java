package io.contextgraph.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * With what the job was submitted, so that the same job can be submitted again.
 *
 * @param deployment from no savepoint; its jar is a copy that no build replaces
 * @param settings the lines of the job's configuration file
 */
record Submission(Deployment deployment, List<String> settings) {
  private static final int VERSION = 1;

  /** The same job, restored from a savepoint or checkpoint. */
  Deployment resumedFrom(Optional<Path> snapshot) {
    return deployment.resumedFrom(snapshot);
  }

  JsonNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("version", VERSION);
    json.put("jar", deployment.jar().map(Path::toString).orElse(null));
    json.put("parallelism", deployment.parallelism());
    json.put("allowNonRestoredState", deployment.allowNonRestoredState());
    deployment.arguments().forEach(json.putArray("arguments")::add);
    settings.forEach(json.putArray("settings")::add);
    return json;
  }

  /**
   * @throws IOException if a later release wrote it
   */
  static Submission ofJson(JsonNode json) throws IOException {
    int version = json.path("version").asInt();
    if (version != VERSION) {
      throw new IOException("it has version " + version + ", but this release knows " + VERSION);
    }
    return new Submission(
        new Deployment(
            Optional.empty(),
            json.path("parallelism").asInt(),
            json.path("allowNonRestoredState").asBoolean(),
            texts(json.path("arguments")),
            Optional.ofNullable(json.path("jar").textValue()).map(Path::of)),
        texts(json.path("settings")));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
