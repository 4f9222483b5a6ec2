package io.contextgraph.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parses the responses of Flink's REST interface. */
final class FlinkAnswers {
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
   * How many tasks of a job run, in words.
   *
   * @param job the response to {@code /jobs/ID}
   */
  static String tasks(JsonNode job) {
    int running = 0;
    int all = 0;
    for (JsonNode vertex : job.path("vertices")) {
      running += vertex.path("tasks").path("RUNNING").asInt();
      all += vertex.path("parallelism").asInt();
    }
    return running + " of " + all + " tasks run";
  }

  /**
   * The states of all jobs by their ids, those that ended included.
   *
   * @param jobs the response to {@code /jobs}
   */
  static Map<String, String> statuses(JsonNode jobs) {
    Map<String, String> statuses = new LinkedHashMap<>();
    for (JsonNode job : jobs.path("jobs")) {
      statuses.put(job.path("id").asText(), job.path("status").asText());
    }
    return statuses;
  }

  /** The ids of the jobs that have not ended. */
  static List<String> unfinishedJobs(Map<String, String> statuses) {
    return statuses.entrySet().stream()
        .filter(job -> !JobHistory.isEnd(job.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * The first line of the last cause of the exception that ended a job.
   *
   * @param exceptions the response to {@code /jobs/ID/exceptions}
   */
  static String cause(JsonNode exceptions) {
    JsonNode entry = exceptions.path("exceptionHistory").path("entries").path(0);
    String trace = entry.path("stacktrace").asText(entry.path("exceptionName").asText("unknown"));
    return ClientOutput.rootCause(trace).map(ClientOutput::withoutClass).orElse("unknown");
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
      JsonNode cause = operation.path("failure-cause");
      String trace = cause.path("stack-trace").asText(cause.path("class").asText());
      throw new LocalException(
          "The savepoint failed: "
              + ClientOutput.rootCause(trace)
                  .map(ClientOutput::withoutClass)
                  .orElse(cause.path("class").asText("the reason is unknown")));
    }
    return Optional.of(Path.of(URI.create(operation.path("location").asText())));
  }
}
