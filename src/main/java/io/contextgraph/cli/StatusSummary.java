package io.contextgraph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contextgraph.query.LetterCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * A system at a glance: for each question that an operator asks first, one row with {@code what},
 * {@code state} and {@code detail}.
 */
final class StatusSummary {
  private static final String UNKNOWN = "unknown";
  private static final String OK = "ok";
  private static final String NOT_YET = "the job does not say yet";

  private final List<? extends JsonNode> parts;
  private final Set<String> notAsked;

  /**
   * @param parts the lines of {@code status}
   * @param notAsked the servers that are not configured or could not be asked: Redis, Postgres,
   *     Neo4j, Flink
   */
  StatusSummary(List<? extends JsonNode> parts, Set<String> notAsked) {
    this.parts = parts;
    this.notAsked = notAsked;
  }

  List<ObjectNode> rows() {
    return List.of(
        asking("Flink", pipeline("recording", "ingest")),
        asking("Redis", waiting()),
        asking("Flink", lost()),
        asking("Flink", leftOut()),
        asking("Flink", pipeline("projection", "projection")),
        asking("Neo4j", graph()),
        asking("Postgres", ledger()),
        asking("Postgres", deadLetters()),
        asking("Flink", duplicates()));
  }

  private ObjectNode asking(String server, ObjectNode row) {
    return notAsked.contains(server)
        ? row(row.path("what").asText(), UNKNOWN, server + " gave no answer")
        : row;
  }

  private static ObjectNode row(String what, String state, String detail) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("what", what)
        .put("state", state)
        .put("detail", detail);
  }

  private List<JsonNode> part(String name) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode part : parts) {
      if (part.path("part").asText().equals(name)) {
        found.add(part);
      }
    }
    return found;
  }

  private List<JsonNode> jobs(String pipeline) {
    return part("job").stream()
        .filter(
            job ->
                StreamSupport.stream(job.path("pipelines").spliterator(), false)
                    .anyMatch(name -> name.asText().equals(pipeline)))
        .toList();
  }

  private ObjectNode pipeline(String what, String pipeline) {
    List<JsonNode> jobs = jobs(pipeline);
    boolean projection = pipeline.equals("projection");
    if (projection && jobs.isEmpty()) {
      return row(what, "none", "no job runs it");
    }
    if (jobs.size() != 1) {
      return row(what, "failed", jobs.isEmpty() ? "no job runs it" : jobs.size() + " jobs run it");
    }
    return projection ? projection(what, jobs.get(0)) : recording(what, jobs.get(0));
  }

  private static ObjectNode recording(String what, JsonNode job) {
    return job.path("redisAvailable").asBoolean(true)
        ? row(what, job.path("state").asText(), describe(job))
        : row(what, "unreachable", "the job cannot ask its Redis for streams");
  }

  private static ObjectNode projection(String what, JsonNode job) {
    if (job.path("projectionStands").isTextual()) {
      return row(what, "stands", job.path("projectionStands").asText());
    }
    return job.path("graphAvailable").asBoolean(true)
        ? row(what, job.path("state").asText(), describe(job))
        : row(what, "unreachable", "Neo4j does not answer; recording continues");
  }

  private static String describe(JsonNode job) {
    JsonNode age = job.path("checkpointAgeMillis");
    return "job %s, %s of %s tasks run, %s"
        .formatted(
            job.path("job").asText(),
            job.path("tasksRunning").asText(),
            job.path("tasks").asText(),
            age.isNumber()
                ? "last checkpoint " + age(Duration.ofMillis(age.asLong())) + " ago"
                : "no checkpoint yet");
  }

  /** A duration in its largest unit. */
  static String age(Duration age) {
    if (age.toMinutes() < 2) {
      return Math.max(0, age.toSeconds()) + " s";
    }
    if (age.toHours() < 2) {
      return age.toMinutes() + " min";
    }
    return age.toDays() < 2 ? age.toHours() + " h" : age.toDays() + " d";
  }

  private ObjectNode waiting() {
    List<JsonNode> streams = part("stream");
    List<JsonNode> read = streams.stream().filter(it -> it.has("acknowledged")).toList();
    List<JsonNode> unread =
        streams.stream().filter(it -> !it.has("acknowledged") && !it.has("error")).toList();
    long unknown = streams.size() - unread.size() - known(read);
    return row(
        "waiting in Redis",
        unknown == 0 ? OK : UNKNOWN,
        in(sum(read, "lag"), streams.size() - unread.size())
            + (unread.isEmpty() ? "" : "; " + in(sum(unread, "length"), unread.size()))
            + (unread.isEmpty() ? "" : " without the consumer group")
            + (unknown == 0 ? "" : "; how many is not known of " + unknown));
  }

  private static long known(List<JsonNode> streams) {
    return streams.stream().filter(stream -> stream.path("lag").isNumber()).count();
  }

  private static long sum(List<JsonNode> streams, String key) {
    return streams.stream().mapToLong(stream -> stream.path(key).asLong()).sum();
  }

  private static String in(long entries, long streams) {
    return entries + " entries in " + streams + (streams == 1 ? " stream" : " streams");
  }

  private ObjectNode lost() {
    List<JsonNode> jobs = jobs("ingest");
    long lost = jobs.stream().mapToLong(job -> job.path("entriesLost").asLong()).sum();
    boolean known = jobs.stream().anyMatch(job -> job.path("entriesLost").isNumber());
    String state = lost > 0 ? "lost" : known ? OK : UNKNOWN;
    String detail = known ? lost + " since the job last started without state" : NOT_YET;
    return row("entries lost", state, detail);
  }

  private ObjectNode duplicates() {
    List<JsonNode> jobs = jobs("ingest");
    long dropped = jobs.stream().mapToLong(job -> job.path("duplicates").asLong()).sum();
    boolean known = jobs.stream().anyMatch(job -> job.path("duplicates").isNumber());
    return row("duplicates dropped", known ? OK : UNKNOWN, counted(dropped, known, jobs));
  }

  private static String counted(long number, boolean known, List<JsonNode> jobs) {
    return known ? number + " since " + jobs.get(0).path("countedSince").asText() : NOT_YET;
  }

  private ObjectNode leftOut() {
    List<JsonNode> streams = part("stream-left-out");
    long counted = sum(part("job"), "streamsLeftOut");
    return streams.isEmpty()
        ? row("streams left out", OK, "none")
        : row(
            "streams left out",
            "failed",
            Math.max(counted, streams.size())
                + ", e.g. "
                + streams.get(0).path("stream").asText()
                + ": "
                + streams.get(0).path("reason").asText());
  }

  private ObjectNode graph() {
    List<JsonNode> graphs = part("graph");
    if (graphs.isEmpty()) {
      return row("graph", UNKNOWN, "it contains no projection yet");
    }
    JsonNode lag = graphs.get(0).path("lag");
    return lag.isNumber()
        ? row("graph", OK, Plural.of(lag.asLong(), "event", "events") + " behind the ledger")
        : row("graph", UNKNOWN, "at position " + graphs.get(0).path("position").asText());
  }

  private ObjectNode ledger() {
    return row(
        "ledger", OK, part("ledger").stream().findFirst().map(StatusSummary::events).orElse(""));
  }

  private static String events(JsonNode ledger) {
    return Plural.of(ledger.path("position").asLong(), "event", "events");
  }

  private ObjectNode deadLetters() {
    JsonNode letters = part("dead-letters").stream().findFirst().orElse(row("", "", ""));
    return row(
        "dead letters",
        letters.path("open").asLong() > 0 ? "open" : OK,
        LetterCount.words(letters));
  }
}
