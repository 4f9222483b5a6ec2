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
  /** The metric that says why a projection stands. */
  static final String STANDING_REASON = "projectionStandingReason";

  /**
   * The metric that lists the streams that cannot be read: a line for each, its key, a tab, the
   * reason.
   */
  static final String LEFT_OUT = "leftOutStreams";

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
   * The names of the metrics with a given last part.
   *
   * @param metrics the response that lists the metrics of a vertex or its coordinator
   */
  static List<String> metricsNamed(String last, JsonNode metrics) {
    List<String> names = new ArrayList<>();
    for (JsonNode metric : metrics) {
      String name = metric.path("id").asText();
      if (name.endsWith("." + last)) {
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
   * @param standing the values of {@link #STANDING_REASON}; empty texts while it does not stand
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

  /**
   * One line for each stream that cannot be read.
   *
   * @param values the values of {@link #LEFT_OUT}
   */
  static List<String> leftOutLines(String job, List<JsonNode> values) {
    List<String> lines = new ArrayList<>();
    for (JsonNode metric : values) {
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
