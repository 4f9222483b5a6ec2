package io.contextgraph.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.contextgraph.local.Http;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Flink's REST interface shows to whoever reaches it, about its configuration and a job.
 *
 * @param rest the address
 */
record FlinkPages(URI rest) {
  /** The answers, by path. */
  Map<String, String> of(String job) throws Exception {
    List<String> paths = new ArrayList<>(List.of("/config", "/overview", "/jobmanager/config"));
    paths.addAll(List.of("/jobmanager/environment", "/jobs/overview", "/taskmanagers"));
    for (String of :
        List.of("", "/config", "/plan", "/exceptions", "/checkpoints", "/accumulators")) {
      paths.add("/jobs/" + job + of);
    }
    paths.add("/jobs/" + job + "/checkpoints/config");
    for (JsonNode vertex : json("/jobs/" + job).path("vertices")) {
      String id = vertex.path("id").asText();
      for (String of : List.of("", "/accumulators", "/subtasks/accumulators", "/backpressure")) {
        paths.add("/jobs/" + job + "/vertices/" + id + of);
      }
    }
    for (JsonNode manager : json("/taskmanagers").path("taskmanagers")) {
      paths.add("/taskmanagers/" + manager.path("id").asText());
      paths.add("/taskmanagers/" + manager.path("id").asText() + "/thread-dump");
    }
    Map<String, String> answers = new LinkedHashMap<>();
    for (String path : paths) {
      // The back pressure of a vertex is answered with 500 until Flink has its first metrics.
      Waiting.await(
          "Flink answers " + path, () -> answers.put(path, json(path).toString()) == null);
    }
    return answers;
  }

  private JsonNode json(String path) throws IOException {
    return Http.json(rest.resolve(path));
  }
}
