package io.contextgraph.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contextgraph.server.RefusedException;
import io.contextgraph.server.ServerAddress;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Reads the state of the jobs from Flink's REST interface. */
public final class JobStatus {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final HttpClient client;
  private final ServerAddress rest;
  private final InstantSource clock;

  /**
   * @param rest the JobManager's REST address
   * @param clock used to compute the age of checkpoints; should agree with the JobManager's clock
   * @throws RefusedException if a TLS file cannot be used here
   */
  public JobStatus(ServerAddress rest, InstantSource clock) {
    this.client = client(rest);
    this.rest = rest;
    this.clock = clock;
  }

  /** The client verifies the host name, too. */
  private static HttpClient client(ServerAddress rest) {
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(TIMEOUT);
    return rest.isEncrypted()
        ? builder.sslContext(rest.tlsFiles().context()).build()
        : builder.build();
  }

  /**
   * Every job that has not ended, as a JSON object with its state, its pipelines, its tasks, its
   * numbers of checkpoints, the time since the last completed one, why its projection stands, and
   * what its tasks counted; then one object for each stream that the job cannot read at present.
   * Flink collects these metrics about every ten seconds.
   *
   * @throws IOException if Flink cannot be reached or answers with an error
   * @throws RefusedException if Flink, or what stands before it, requires credentials
   */
  public List<ObjectNode> jobs() throws IOException, InterruptedException {
    List<ObjectNode> lines = new ArrayList<>();
    for (JsonNode job : JobReport.unfinished(get("/jobs/overview"))) {
      String id = job.path("jid").asText();
      JsonNode details = get("/jobs/" + id);
      JobMetrics metrics = new JobMetrics(reported(id, details));
      JsonNode checkpoints = get("/jobs/" + id + "/checkpoints");
      lines.add(JobReport.line(job, details, checkpoints, metrics, clock.instant()));
      lines.addAll(JobReport.leftOutLines(id, metrics));
    }
    return lines;
  }

  /** The values of the reported metrics in all of a job's vertices and their coordinators. */
  private List<JsonNode> reported(String job, JsonNode details)
      throws IOException, InterruptedException {
    List<JsonNode> values = new ArrayList<>();
    for (JsonNode vertex : details.path("vertices")) {
      String path = "/jobs/" + job + "/vertices/" + vertex.path("id").asText();
      for (String metrics : List.of(path + "/metrics", path + "/jm-operator-metrics")) {
        List<String> names = JobMetrics.reported(get(metrics));
        if (!names.isEmpty()) {
          String wanted = URLEncoder.encode(String.join(",", names), StandardCharsets.UTF_8);
          get(metrics + "?get=" + wanted).forEach(values::add);
        }
      }
    }
    return values;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(rest.uri().resolve(path)).timeout(TIMEOUT).build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    int status = response.statusCode();
    IOException failure = new IOException(path + " returned HTTP status " + status);
    if (status == HttpURLConnection.HTTP_UNAUTHORIZED
        || status == HttpURLConnection.HTTP_FORBIDDEN) {
      throw new RefusedException("Flink", rest, failure);
    }
    if (status != HttpURLConnection.HTTP_OK) {
      throw failure;
    }
    return JSON.readTree(response.body());
  }
}
