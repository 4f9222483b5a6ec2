package io.contextgraph.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Converts the responses of Flink's REST interface to the lines of {@code status}. */
final class JobReport {
  /** The source of each pipeline, by which a vertex of the job is recognized. */
  private static final Map<String, String> SOURCES =
      Map.of("redis-streams", "ingest", "ledger-source", "projection");

  /** The operators that count duplicates. */
  private static final List<String> COUNTING = List.of("deduplicate", "ledger: Writer");

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
   * @param details the response to {@code /jobs/ID}
   * @param checkpoints the response to {@code /jobs/ID/checkpoints}
   */
  static ObjectNode line(
      JsonNode job, JsonNode details, JsonNode checkpoints, JobMetrics metrics, Instant now) {
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("part", "job");
    line.put("job", job.path("jid").asText());
    line.put("name", job.path("name").asText()).put("state", job.path("state").asText());
    line.put("runningMillis", job.path("duration").asLong());
    putCheckpoints(line, checkpoints, now);
    String reasons =
        metrics
            .texts(JobMetrics.STANDING_REASON)
            .filter(reason -> !reason.isEmpty())
            .distinct()
            .collect(Collectors.joining("; "));
    line.put("projectionStands", reasons.isEmpty() ? null : reasons);
    pipelines(details).forEach(line.putArray("pipelines")::add);
    line.put("tasks", job.path("tasks").path("total").asInt());
    line.put("tasksRunning", job.path("tasks").path("running").asInt());
    line.put("entriesLost", metrics.sum(JobMetrics.ENTRIES_LOST));
    line.put("duplicates", metrics.sum(JobMetrics.DUPLICATES));
    line.put("countedSince", countedSince(details));
    line.put("streamsLeftOut", leftOut(metrics));
    line.put("redisAvailable", metrics.holdsEverywhere(JobMetrics.REDIS_AVAILABLE));
    return line.put("graphAvailable", metrics.holdsEverywhere(JobMetrics.GRAPH_AVAILABLE));
  }

  private static void putCheckpoints(ObjectNode line, JsonNode checkpoints, Instant now) {
    line.put("checkpoints", checkpoints.path("counts").path("completed").asLong());
    line.put("failedCheckpoints", checkpoints.path("counts").path("failed").asLong());
    JsonNode completed = checkpoints.path("latest").path("completed").path("latest_ack_timestamp");
    if (completed.isNumber()) {
      line.put("checkpointAgeMillis", now.toEpochMilli() - completed.asLong());
    } else {
      line.putNull("checkpointAgeMillis");
    }
  }

  /** The pipelines of this project that a job runs; none if it is another program's. */
  private static List<String> pipelines(JsonNode details) {
    return vertices(details).stream()
        .map(vertex -> vertex.path("name").asText())
        .flatMap(name -> SOURCES.keySet().stream().filter(name::contains))
        .map(SOURCES::get)
        .distinct()
        .sorted()
        .toList();
  }

  private static List<JsonNode> vertices(JsonNode details) {
    return StreamSupport.stream(details.path("vertices").spliterator(), false).toList();
  }

  /** When the last of the counting tasks began: the counter of duplicates begins at 0 with it. */
  private static @Nullable String countedSince(JsonNode details) {
    return vertices(details).stream()
        .filter(vertex -> COUNTING.stream().anyMatch(vertex.path("name").asText()::contains))
        .map(vertex -> vertex.path("start-time").asLong(-1))
        .filter(millis -> millis > 0)
        .max(Long::compare)
        .map(millis -> Instant.ofEpochMilli(millis).toString())
        .orElse(null);
  }

  /** How many streams cannot be read; null if no task says. */
  private static @Nullable Long leftOut(JobMetrics metrics) {
    Long unread = metrics.sum(JobMetrics.LEFT_OUT_COUNT);
    Long undescribed = metrics.sum(JobMetrics.NOT_DESCRIBED_COUNT);
    if (unread == null || undescribed == null) {
      return unread == null ? undescribed : unread;
    }
    return unread + undescribed;
  }

  /** One line for each stream that cannot be read, of those that the metrics list. */
  static List<ObjectNode> leftOutLines(String job, JobMetrics metrics) {
    List<ObjectNode> lines = new ArrayList<>();
    metrics
        .texts(JobMetrics.LEFT_OUT)
        .flatMap(streams -> List.of(streams.split("\n", -1)).stream())
        .filter(stream -> stream.indexOf('\t') >= 0)
        .distinct()
        .forEach(
            stream -> {
              int tab = stream.indexOf('\t');
              ObjectNode line = JsonNodeFactory.instance.objectNode();
              line.put("part", "stream-left-out").put("job", job);
              line.put("stream", stream.substring(0, tab));
              lines.add(line.put("reason", stream.substring(tab + 1)));
            });
    return lines;
  }
}
