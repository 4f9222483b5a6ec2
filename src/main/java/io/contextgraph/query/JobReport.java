package io.contextgraph.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Converts the responses of Flink's REST interface to the lines of {@code status}. */
final class JobReport {
  private JobReport() {}

  /**
   * The jobs that have not ended.
   *
   * @param overview the response to {@code /jobs/overview}
   */
  static List<JsonNode> unfinished(JsonNode overview) {
    List<JsonNode> jobs = new ArrayList<>();
    for (JsonNode job : overview.path("jobs")) {
      if (job.path("end-time").asLong() < 0) {
        jobs.add(job);
      }
    }
    return jobs;
  }

  /**
   * The names of the metrics that say why a projection stands.
   *
   * @param metrics the response to {@code /jobs/ID/vertices/ID/metrics}
   */
  static List<String> standingMetrics(JsonNode metrics) {
    List<String> names = new ArrayList<>();
    for (JsonNode metric : metrics) {
      String name = metric.path("id").asText();
      if (name.endsWith(".projectionStandingReason")) {
        names.add(name);
      }
    }
    return names;
  }

  /**
   * One job's line.
   *
   * @param job an element of {@code /jobs/overview}
   * @param checkpoints the response to {@code /jobs/ID/checkpoints}
   * @param standing the values of {@link #standingMetrics}; empty texts while it does not stand
   */
  static String line(JsonNode job, JsonNode checkpoints, List<JsonNode> standing, Instant now) {
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("part", "job");
    line.put("job", job.path("jid").asText());
    line.put("name", job.path("name").asText()).put("state", job.path("state").asText());
    line.put("checkpoints", checkpoints.path("counts").path("completed").asLong());
    line.put("failedCheckpoints", checkpoints.path("counts").path("failed").asLong());
    JsonNode completed = checkpoints.path("latest").path("completed").path("latest_ack_timestamp");
    if (completed.isNumber()) {
      line.put("checkpointAgeMillis", now.toEpochMilli() - completed.asLong());
    } else {
      line.putNull("checkpointAgeMillis");
    }
    String reasons =
        standing.stream()
            .map(metric -> metric.path("value").asText())
            .filter(reason -> !reason.isEmpty())
            .distinct()
            .collect(Collectors.joining("; "));
    line.put("projectionStands", reasons.isEmpty() ? null : reasons);
    return line.toString();
  }
}
