package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusSummaryTest {
  private static final String JOB =
      "{'part': 'job', 'job': 'j', 'state': 'RUNNING', 'tasks': 5, 'tasksRunning': 5,"
          + " 'checkpointAgeMillis': 3000, 'projectionStands': null, 'entriesLost': 0,"
          + " 'duplicates': 17, 'countedSince': '2026-11-26T10:00:00Z', 'graphAvailable': true,"
          + " 'pipelines': ['ingest', 'projection']}";
  private static final String STREAM =
      "{'part': 'stream', 'stream': 'events', 'length': 9, 'acknowledged': '1-1', 'lag': 4}";
  private static final String LEDGER = "{'part': 'ledger', 'position': 9}";
  private static final String LETTERS = "{'part': 'dead-letters', 'open': 2, 'total': 5}";
  private static final String GRAPH = "{'part': 'graph', 'position': 7, 'lag': 2}";

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  /** The rows as "state: detail" by what they are about. */
  private static String row(String what, Set<String> notAsked, String... parts) throws Exception {
    List<JsonNode> nodes = new ArrayList<>();
    for (String part : parts) {
      nodes.add(json(part));
    }
    JsonNode row =
        new StatusSummary(nodes, notAsked)
            .rows().stream()
                .filter(it -> it.path("what").asText().equals(what))
                .findFirst()
                .orElseThrow();
    return row.path("state").asText() + ": " + row.path("detail").asText();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "recording | RUNNING: job j, 5 of 5 tasks run, last checkpoint 3 s ago",
        "waiting in Redis | ok: 4 entries in 1 stream",
        "entries lost | ok: 0 since the job last started without state",
        "streams left out | ok: none",
        "projection | RUNNING: job j, 5 of 5 tasks run, last checkpoint 3 s ago",
        "graph | ok: 2 events behind the ledger",
        "ledger | ok: 9 events",
        "dead letters | open: 2 open, 5 in total",
        "duplicates dropped | ok: 17 since 2026-11-26T10:00:00Z"
      })
  void eachQuestionHasARow(String what, String row) throws Exception {
    assertThat(row(what, Set.of(), JOB, STREAM, LEDGER, LETTERS, GRAPH)).isEqualTo(row);
  }

  @ParameterizedTest
  @CsvSource({
    "recording,Flink", "waiting in Redis,Redis", "entries lost,Flink", "projection,Flink",
    "graph,Neo4j", "ledger,Postgres", "dead letters,Postgres", "duplicates dropped,Flink"
  })
  void whatWasNotAskedIsUnknown(String what, String server) throws Exception {
    assertThat(row(what, Set.of(server))).isEqualTo("unknown: " + server + " gave no answer");
  }

  @Test
  void whatIsWrongStandsInItsRow() throws Exception {
    assertThat(row("recording", Set.of())).isEqualTo("failed: no job runs it");
    assertThat(row("recording", Set.of(), JOB, JOB)).isEqualTo("failed: 2 jobs run it");
    assertThat(row("entries lost", Set.of(), JOB.replace("'entriesLost': 0", "'entriesLost': 3")))
        .startsWith("lost: 3 ");
    assertThat(
            row(
                "projection",
                Set.of(),
                JOB.replace("'projectionStands': null", "'projectionStands': 'x'")))
        .isEqualTo("stands: x");
    assertThat(
            row(
                "projection",
                Set.of(),
                JOB.replace("'graphAvailable': true", "'graphAvailable': false")))
        .isEqualTo("unreachable: Neo4j does not answer; recording continues");
    assertThat(
            row(
                "streams left out",
                Set.of(),
                "{'part': 'stream-left-out', 'stream': 's', 'reason': 'WRONGTYPE'}"))
        .isEqualTo("failed: 1, e.g. s: WRONGTYPE");
    assertThat(
            row(
                "streams left out",
                Set.of(),
                JOB.replace("'graphAvailable'", "'streamsLeftOut': 25, 'graphAvailable'"),
                "{'part': 'stream-left-out', 'stream': 's', 'reason': 'WRONGTYPE'}"))
        .isEqualTo("failed: 25, e.g. s: WRONGTYPE");
    assertThat(
            row(
                "recording",
                Set.of(),
                JOB.replace("'graphAvailable'", "'redisAvailable': false, 'graphAvailable'")))
        .isEqualTo("unreachable: the job cannot ask its Redis for streams");
  }

  @Test
  void whatIsNotReadAndWhatIsNotKnownIsCountedByItself() throws Exception {
    String unknown = STREAM.replace("'lag': 4", "'lag': null");
    String refused = "{'part': 'stream', 'stream': 's', 'error': 'NOPERM'}";
    String unread = "{'part': 'stream', 'stream': 's', 'length': 3, 'lag': null}";
    String what = "waiting in Redis";
    assertThat(row(what, Set.of(), STREAM, unknown))
        .isEqualTo("unknown: 4 entries in 2 streams; how many is not known of 1");
    assertThat(row(what, Set.of(), STREAM, refused))
        .isEqualTo("unknown: 4 entries in 2 streams; how many is not known of 1");
    assertThat(row(what, Set.of(), STREAM, unread))
        .isEqualTo("ok: 4 entries in 1 stream; 3 entries in 1 stream without the consumer group");
  }

  @Test
  void aSystemMayRecordWithoutAProjection() throws Exception {
    assertThat(row("projection", Set.of(), JOB.replace(", 'projection'", "")))
        .isEqualTo("none: no job runs it");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 s",
    "119,119 s",
    "120,2 min",
    "7199,119 min",
    "7200,2 h",
    "172800,2 d",
    "-1,0 s"
  })
  void anAgeIsInItsLargestUnit(long seconds, String text) {
    assertThat(StatusSummary.age(Duration.ofSeconds(seconds))).isEqualTo(text);
  }
}
