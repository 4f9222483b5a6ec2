package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contextgraph.local.Deployment;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.system.RunningSystem;
import io.contextgraph.system.Sent;
import io.contextgraph.system.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command {@code status} of the jar, while parts of a real system are missing or frozen. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StatusIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static RunningSystem running;
  private static LocalSystem system;

  @BeforeAll
  static void start() throws Exception {
    running = RunningSystem.get();
    system = running.system();
  }

  private static Map<String, String> environment() throws Exception {
    Map<String, String> environment = new HashMap<>();
    Path connections = system.flink().data().resolveSibling("connections.env");
    for (String line : Files.readAllLines(connections)) {
      int equals = line.indexOf("='");
      environment.put(line.substring(0, equals), line.substring(equals + 2, line.length() - 1));
    }
    return environment;
  }

  private static Jar.Ended status(String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("status"));
    arguments.addAll(List.of(options));
    return Jar.run(environment(), arguments.toArray(String[]::new));
  }

  /** The first JSON line of a part; an absent node if there is none. */
  private static JsonNode part(Jar.Ended ended, String name) throws Exception {
    for (String line : ended.output().lines().filter(it -> it.startsWith("{")).toList()) {
      JsonNode part = JSON.readTree(line);
      if (part.path("part").asText().equals(name)) {
        return part;
      }
    }
    return JSON.createObjectNode();
  }

  private static List<String> sentences(Jar.Ended ended) {
    return ended.output().lines().filter(line -> !line.startsWith("{")).toList();
  }

  @Test
  void aSystemThatRunsEndsWith0AndWithoutASentence() throws Exception {
    Waiting.await("nothing to say", () -> status().exitCode() == 0);
    Jar.Ended ended = status();
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(sentences(ended)).isEmpty();
    assertThat(part(ended, "job").path("pipelines").toString())
        .isEqualTo("[\"ingest\",\"projection\"]");
  }

  @Test
  void aGroupThatNoStreamHasIsNamed() throws Exception {
    assertThat(sentences(status("--group", "nosuch")))
        .contains("No stream has the consumer group nosuch");
  }

  @Test
  void withoutAJobItSaysThatNothingIsRecordedAndEndsWith1() throws Exception {
    Path savepoint = system.stopJob();
    try {
      Waiting.await("the job has ended", () -> system.flink().api().unfinishedJobs().isEmpty());
      Jar.Ended ended = status();
      assertThat(ended.exitCode()).as(ended.output()).isEqualTo(1);
      assertThat(sentences(ended))
          .containsExactly("No job is running: nothing is recorded, and entries wait in Redis");
      assertThat(status("--format", "table").output())
          .containsPattern("recording +failed +no job runs it");
    } finally {
      system.submit(Deployment.from(Optional.of(savepoint)));
    }
  }

  @Test
  void aLagThatCannotBeKnownWithoutPostgresIsNull() throws Exception {
    Map<String, String> environment = environment();
    environment.put("CONTEXT_GRAPH_POSTGRES_URI", "postgresql://me:secret@127.0.0.1:9/x");
    Jar.Ended ended = Jar.run(environment, "status");
    assertThat(ended.exitCode()).as(ended.output()).isEqualTo(3);
    JsonNode graph = part(ended, "graph");
    assertThat(graph.has("lag")).isTrue();
    assertThat(graph.get("lag").isNull()).isTrue();
    assertThat(sentences(ended))
        .anyMatch(line -> line.startsWith("Postgres at postgresql://127.0.0.1:9/x"))
        .contains("The lag of the graph is unknown without the ledger's position")
        .noneMatch(line -> line.contains("secret"));
    assertThat(part(ended, "job").path("state").asText()).isEqualTo("RUNNING");
  }

  @Test
  void aPartThatIsNotConfiguredIsNamed() throws Exception {
    Map<String, String> environment = environment();
    environment.remove("CONTEXT_GRAPH_NEO4J_URI");
    environment.remove("CONTEXT_GRAPH_FLINK_REST");
    Jar.Ended ended = Jar.run(environment, "status");
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(sentences(ended))
        .containsExactly(
            "Neo4j was not asked: CONTEXT_GRAPH_NEO4J_URI is not set",
            "Flink was not asked: CONTEXT_GRAPH_FLINK_REST is not set");
  }

  @Test
  @Tag("full")
  void aFrozenNeo4jIsUnavailableAfterTenSecondsInTheMetricAndInTheStatus() throws Exception {
    List<Sent> sent;
    system.processes().named("NEO4J").signal("STOP");
    try {
      sent = running.publish(71, 500, 0);
      Waiting.await(
          "the metric says that Neo4j is unavailable",
          () -> part(status(), "job").path("graphAvailable").asText().equals("false"));
      Jar.Ended ended = status();
      assertThat(ended.exitCode()).as(ended.output()).isEqualTo(3);
      assertThat(sentences(ended))
          .contains("Neo4j does not answer the projection; recording continues")
          .anyMatch(
              line ->
                  line.startsWith("Neo4j at bolt://127.0.0.1:")
                      && line.contains("could not be asked: "));
    } finally {
      system.processes().named("NEO4J").signal("CONT");
    }
    running.check(sent);
    Waiting.await(
        "the metric says that Neo4j is available",
        () -> part(status(), "job").path("graphAvailable").asBoolean());
  }

  @Test
  void duplicatesAndDeadLettersAreOneNumberWhereverTheyWereFound() throws Exception {
    // Each group that is published contains a resent event and an invalid entry.
    running.check(running.publish(72, 1_000, 0));
    Waiting.await("duplicates", () -> part(status(), "job").path("duplicates").asLong() >= 5);
    JsonNode letters = part(status(), "dead-letters");
    assertThat(letters.path("total").asLong())
        .isGreaterThanOrEqualTo(5)
        .isEqualTo(
            letters.path("open").asLong()
                + letters.path("replayed").asLong()
                + letters.path("discarded").asLong());
    assertThat(part(status(), "job").path("countedSince").asText()).endsWith("Z");
  }

  @Test
  void atAGlanceTheTableSaysWhetherItRecordsAndWhatIsBehind() throws Exception {
    Jar.Ended ended = status("--format", "table");
    for (String question :
        List.of(
            "recording",
            "waiting in Redis",
            "entries lost",
            "streams left out",
            "projection",
            "graph",
            "ledger",
            "dead letters",
            "duplicates dropped")) {
      assertThat(ended.output().lines()).anyMatch(line -> line.startsWith(question));
    }
  }
}
