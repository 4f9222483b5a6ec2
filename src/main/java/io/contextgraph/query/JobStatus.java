package io.contextgraph.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What Flink's REST interface says of the jobs. */
public final class JobStatus {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI rest;

  /**
   * @param rest where the JobManager answers
   */
  public JobStatus(URI rest) {
    this.rest = rest;
  }

  /**
   * Every job that has not ended, as a JSON object: its state, its checkpoints, and how long ago
   * the last one was completed.
   */
  public List<String> jobs() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      if (job.path("end-time").asLong() < 0) {
        lines.add(line(job).toString());
      }
    }
    return lines;
  }

  private ObjectNode line(JsonNode job) throws IOException, InterruptedException {
    String id = job.path("jid").asText();
    ObjectNode line = JSON.createObjectNode().put("part", "job").put("job", id);
    line.put("name", job.path("name").asText()).put("state", job.path("state").asText());
    JsonNode checkpoints = get("/jobs/" + id + "/checkpoints");
    JsonNode last = checkpoints.path("latest").path("completed").path("latest_ack_timestamp");
    line.put("checkpoints", checkpoints.path("counts").path("completed").asLong());
    line.put("failedCheckpoints", checkpoints.path("counts").path("failed").asLong());
    if (last.isNumber()) {
      line.put("checkpointAgeMillis", System.currentTimeMillis() - last.asLong());
    } else {
      line.putNull("checkpointAgeMillis");
    }
    return line;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(rest.resolve(path)).timeout(PATIENCE).build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(path + " answers HTTP " + response.statusCode());
    }
    return JSON.readTree(response.body());
  }
}
