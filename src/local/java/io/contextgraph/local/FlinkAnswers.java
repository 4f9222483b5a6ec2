package io.contextgraph.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses the responses of Flink's REST interface. */
final class FlinkAnswers {
  private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "FAILED");

  private FlinkAnswers() {}

  /**
   * Whether every task of a job is running.
   *
   * @param job the response to {@code /jobs/ID}
   */
  static boolean allTasksRun(JsonNode job) {
    JsonNode counts = job.path("status-counts");
    int running = counts.path("RUNNING").asInt();
    int all = 0;
    for (JsonNode count : counts) {
      all += count.asInt();
    }
    return running > 0 && running == all;
  }

  /**
   * The ids of the jobs that have not ended.
   *
   * @param jobs the response to {@code /jobs}
   */
  static List<String> unfinishedJobs(JsonNode jobs) {
    List<String> ids = new ArrayList<>();
    for (JsonNode job : jobs.path("jobs")) {
      if (!ENDED.contains(job.path("status").asText())) {
        ids.add(job.path("id").asText());
      }
    }
    return ids;
  }

  /**
   * The path of a savepoint; empty while it is in progress.
   *
   * @param savepoint the response to {@code /jobs/ID/savepoints/TRIGGER}
   * @throws LocalException if the savepoint failed
   */
  static Optional<Path> savepoint(JsonNode savepoint) {
    if (!savepoint.path("status").path("id").asText().equals("COMPLETED")) {
      return Optional.empty();
    }
    JsonNode operation = savepoint.path("operation");
    if (!operation.has("location")) {
      throw new LocalException(
          "The savepoint failed: " + operation.path("failure-cause").path("class").asText());
    }
    return Optional.of(Path.of(URI.create(operation.path("location").asText())));
  }
}
