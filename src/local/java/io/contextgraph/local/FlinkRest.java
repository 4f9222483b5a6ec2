package io.contextgraph.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Flink's REST interface: what runs, and how it is stopped. */
public record FlinkRest(URI uri) {
  public int taskManagers() throws IOException {
    return Http.json(uri.resolve("/taskmanagers")).path("taskmanagers").size();
  }

  /** Whether every TaskManager is registered with a JobManager that answers. */
  public boolean isWhole() {
    try {
      return taskManagers() == FlinkCluster.TASK_MANAGERS;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The state of the job's run, e.g. RUNNING; empty if the cluster does not know it. */
  Optional<String> state(String jobId) {
    try {
      return Optional.of(Http.json(uri.resolve("/jobs/" + jobId)).path("state").asText());
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }

  public boolean allTasksRun(String jobId) {
    try {
      JsonNode counts = Http.json(uri.resolve("/jobs/" + jobId)).path("status-counts");
      int running = counts.path("RUNNING").asInt();
      int all = 0;
      for (JsonNode count : counts) {
        all += count.asInt();
      }
      return running > 0 && running == all;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The ids of the jobs that run, or are about to. */
  public List<String> unfinishedJobs() throws IOException {
    List<String> ids = new ArrayList<>();
    for (JsonNode job : Http.json(uri.resolve("/jobs")).path("jobs")) {
      if (!List.of("FINISHED", "CANCELED", "FAILED").contains(job.path("status").asText())) {
        ids.add(job.path("id").asText());
      }
    }
    return ids;
  }

  /** Waits until all tasks of the job run. */
  void awaitRunning(String jobId) throws InterruptedException {
    for (int attempt = 0; !allTasksRun(jobId); attempt++) {
      Optional<String> state = state(jobId);
      if (attempt > 1200 || state.equals(Optional.of("FAILED"))) {
        throw new LocalException(
            "The job does not run (" + state.orElse("unknown") + "); see " + uri);
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Stops the job with a savepoint and says where that is. */
  public Path stopWithSavepoint(String jobId) throws IOException, InterruptedException {
    String trigger =
        Http.post(uri.resolve("/jobs/" + jobId + "/stop"), "{\"drain\": false}")
            .path("request-id")
            .asText();
    URI status = uri.resolve("/jobs/" + jobId + "/savepoints/" + trigger);
    for (int attempt = 0; attempt < 600; attempt++) {
      JsonNode answer = Http.json(status);
      if (answer.path("status").path("id").asText().equals("COMPLETED")) {
        JsonNode operation = answer.path("operation");
        if (operation.has("location")) {
          return Path.of(URI.create(operation.path("location").asText()));
        }
        throw new LocalException(
            "The savepoint failed: " + operation.path("failure-cause").path("class").asText());
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new LocalException("The savepoint is not done after a minute");
  }

  /** Ends the job at once; its checkpoints stay. */
  public void cancel(String jobId) throws IOException {
    Http.patch(uri.resolve("/jobs/" + jobId));
  }
}
