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
  /** Says why a projection stands; empty while it does not. */
  private static final String STANDING_REASON = ".projectionStandingReason";

  /** Lists the streams that cannot be read: a line for each, its key, a tab, the reason. */
  private static final String LEFT_OUT = ".leftOutStreams";

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
   * The names of the metrics whose values are reported.
   *
   * @param metrics the response that lists the metrics of a vertex or its coordinator
   */
  static List<String> reported(JsonNode metrics) {
    List<String> names = new ArrayList<>();
    for (JsonNode metric : metrics) {
      if (isOf(metric, STANDING_REASON) || isOf(metric, LEFT_OUT)) {
        names.add(metric.path("id").asText());
      }
    }
    return names;
  }

  private static boolean isOf(JsonNode metric, String name) {
    return metric.path("id").asText().endsWith(name);
  }

  /**
   * One job's line.
   *
   * @param job an element of {@code /jobs/overview}
   * @param checkpoints the response to {@code /jobs/ID/checkpoints}
   * @param metrics the values of its {@link #reported} metrics
   */
  static String line(JsonNode job, JsonNode checkpoints, List<JsonNode> metrics, Instant now) {
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
        metrics.stream()
            .filter(metric -> isOf(metric, STANDING_REASON))
            .map(metric -> metric.path("value").asText())
            .filter(reason -> !reason.isEmpty())
            .distinct()
            .collect(Collectors.joining("; "));
    line.put("projectionStands", reasons.isEmpty() ? null : reasons);
    return line.toString();
  }

  /**
   * One line for each stream that cannot be read.
   *
   * @param metrics the values of the job's {@link #reported} metrics
   */
  static List<String> leftOutLines(String job, List<JsonNode> metrics) {
    List<String> lines = new ArrayList<>();
    for (JsonNode metric : metrics.stream().filter(it -> isOf(it, LEFT_OUT)).toList()) {
      for (String stream : metric.path("value").asText().split("\n", -1)) {
        int tab = stream.indexOf('\t');
        if (tab >= 0) {
          ObjectNode line = JsonNodeFactory.instance.objectNode().put("part", "stream-left-out");
          line.put("job", job).put("stream", stream.substring(0, tab));
          lines.add(line.put("reason", stream.substring(tab + 1)).toString());
        }
      }
    }
    return lines;
  }
}
