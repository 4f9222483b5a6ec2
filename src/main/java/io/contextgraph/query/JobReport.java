package io.contextgraph.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
   * One job's line.
   *
   * @param job an element of {@code /jobs/overview}
   * @param checkpoints the response to {@code /jobs/ID/checkpoints}
   */
  static String line(JsonNode job, JsonNode checkpoints, Instant now) {
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
    return line.toString();
  }

  /**
   * The names of the metrics that list streams that cannot be read.
   *
   * @param metrics the response that lists the metrics of a vertex or its coordinator
   */
  static List<String> leftOutMetrics(JsonNode metrics) {
    List<String> names = new ArrayList<>();
    for (JsonNode metric : metrics) {
      String name = metric.path("id").asText();
      if (name.endsWith(".leftOutStreams")) {
        names.add(name);
      }
    }
    return names;
  }

  /**
   * One line for each stream that cannot be read.
   *
   * @param values the values of these metrics: a line for each stream, its key, a tab, the reason
   */
  static List<String> leftOutLines(String job, JsonNode values) {
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
