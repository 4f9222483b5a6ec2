package io.contextgraph.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** What is wrong with a system according to the parts of its status, each in one sentence. */
public final class Findings {
  /** The default interval of checkpoints is 2 s, and one may take up to 2 min. */
  private static final Duration OLDEST_CHECKPOINT = Duration.ofMinutes(10);

  private static final String INGEST = "ingest";

  private final List<String> sentences = new ArrayList<>();

  private final long knownLost;

  private Findings(long knownLost) {
    this.knownLost = knownLost;
  }

  /**
   * Judges jobs and left-out streams.
   *
   * @param parts all that {@link JobStatus#jobs} returned
   * @param knownLost how many lost entries an operator has looked into: the count of a job never
   *     falls, since it belongs to the job's state
   */
  public static List<String> of(List<? extends JsonNode> parts, long knownLost) {
    Findings findings = new Findings(knownLost);
    List<JsonNode> jobs = new ArrayList<>(part(parts, "job"));
    jobs.removeIf(job -> job.path("pipelines").isEmpty());
    findings.judgeRecording(jobs);
    jobs.forEach(findings::judge);
    List<JsonNode> leftOut = part(parts, "stream-left-out");
    for (JsonNode stream : leftOut) {
      findings.add("Stream %s is not read: %s", text(stream, "stream"), text(stream, "reason"));
    }
    jobs.forEach(job -> findings.judgeUnlisted(job, leftOut));
    return findings.sentences;
  }

  private static List<JsonNode> part(List<? extends JsonNode> parts, String name) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode part : parts) {
      if (text(part, "part").equals(name)) {
        found.add(part);
      }
    }
    return found;
  }

  private static String text(JsonNode part, String name) {
    return part.path(name).asText();
  }

  private void add(String sentence, Object... values) {
    sentences.add(sentence.formatted(values));
  }

  private void judgeRecording(List<JsonNode> jobs) {
    List<String> recording =
        jobs.stream().filter(job -> runs(job, INGEST)).map(job -> text(job, "job")).toList();
    if (jobs.isEmpty()) {
      add("No job is running: nothing is recorded, and entries wait in Redis");
    } else if (recording.isEmpty()) {
      add("No job runs the ingest pipeline: nothing is recorded, and entries wait in Redis");
    } else if (recording.size() > 1) {
      add(
          "%d jobs run the ingest pipeline, but a ledger needs one: %s",
          recording.size(), String.join(", ", recording));
    }
  }

  private static boolean runs(JsonNode job, String pipeline) {
    return StreamSupport.stream(job.path("pipelines").spliterator(), false)
        .anyMatch(name -> name.asText().equals(pipeline));
  }

  /** A job lists only the first streams that it cannot read. */
  private void judgeUnlisted(JsonNode job, List<JsonNode> leftOut) {
    String id = text(job, "job");
    long listed = leftOut.stream().filter(stream -> text(stream, "job").equals(id)).count();
    long unlisted = job.path("streamsLeftOut").asLong() - listed;
    if (unlisted > 0) {
      add(
          "%s not read by job %s; its log names each",
          unlisted == 1 ? "1 more stream is" : unlisted + " more streams are", id);
    }
  }

  private void judge(JsonNode job) {
    String id = text(job, "job");
    int tasks = job.path("tasks").asInt();
    int running = job.path("tasksRunning").asInt();
    if (!text(job, "state").equals("RUNNING") || running < tasks) {
      add("Job %s is %s: %d of %d tasks run", id, text(job, "state"), running, tasks);
    }
    judgeCheckpoints(id, job);
    if (!job.path("redisAvailable").asBoolean(true)) {
      add("Job %s cannot ask its Redis for streams; the log of the JobManager says why", id);
    }
    judgeLosses(job);
    judgeGraph(job);
  }

  private void judgeCheckpoints(String id, JsonNode job) {
    JsonNode last = job.path("checkpointAgeMillis");
    Duration age = Duration.ofMillis((last.isNumber() ? last : job.path("runningMillis")).asLong());
    if (age.compareTo(OLDEST_CHECKPOINT) > 0) {
      add(
          "Job %s completed %s: nothing is removed from Redis meanwhile",
          id,
          last.isNumber()
              ? "its last checkpoint " + age.toMinutes() + " min ago"
              : "no checkpoint in the " + age.toMinutes() + " min since it started");
    }
  }

  private void judgeLosses(JsonNode job) {
    long lost = job.path("entriesLost").asLong();
    if (lost > knownLost) {
      add(
          "Entries lost: %d%s. Another program removed them before they were read; the log says"
              + " between which ids. --known-lost %d acknowledges them",
          lost, knownLost == 0 ? "" : ", of which " + knownLost + " were known", lost);
    }
  }

  private void judgeGraph(JsonNode job) {
    if (job.path("projectionStands").isTextual()) {
      add("The projection stands: %s", text(job, "projectionStands"));
    }
    JsonNode available = job.path("graphAvailable");
    if (available.isBoolean() && !available.asBoolean()) {
      add("Neo4j does not answer the projection; recording continues");
    }
  }
}
