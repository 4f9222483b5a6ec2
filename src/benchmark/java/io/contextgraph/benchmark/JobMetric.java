package io.contextgraph.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.contextgraph.local.Http;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A metric of a running job, summed over its subtasks. Flink's REST interface updates it about
 * every ten seconds.
 *
 * @param job the job's address in Flink's REST interface
 * @param name without the names of the subtask and the operator
 */
record JobMetric(URI job, String name) {
  /** 0 as long as the job does not report it. */
  long value() throws IOException {
    long sum = 0;
    for (JsonNode vertex : Http.json(job).path("vertices")) {
      String metrics = job + "/vertices/" + vertex.path("id").asText() + "/metrics";
      for (JsonNode metric : Http.json(URI.create(metrics))) {
        String id = metric.path("id").asText();
        if (id.endsWith("." + name)) {
          sum += value(metrics, id);
        }
      }
    }
    return sum;
  }

  private static long value(String metrics, String id) throws IOException {
    String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8);
    return Http.json(URI.create(metrics + "?get=" + encoded)).path(0).path("value").asLong();
  }
}
