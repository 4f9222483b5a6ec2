package io.contextgraph.cli;

import static io.contextgraph.query.QuestionedGraph.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contextgraph.query.QuestionedGraph;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code ask} against a graph and its ledger. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AskCommandIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String POSTGRES = "CONTEXT_GRAPH_POSTGRES_URI";

  private final Map<String, String> environment = new LinkedHashMap<>();
  private CommandRun run = CommandRun.of(Map.of(), "--version");
  private QuestionedGraph graph;

  @BeforeEach
  void project() throws Exception {
    graph = QuestionedGraph.open();
    environment.putAll(graph.environment());
  }

  @AfterEach
  void disconnect() {
    graph.close();
  }

  private int ask(String... words) {
    String[] all = Stream.concat(Stream.of("ask"), Arrays.stream(words)).toArray(String[]::new);
    run = CommandRun.of(environment, all);
    return run.exitCode();
  }

  private List<JsonNode> rows() throws Exception {
    return JSON.readerFor(JsonNode.class).<JsonNode>readValues(run.out()).readAll();
  }

  @Test
  void causesShowStatusErrorAndPayloadOfEachEvent() throws Exception {
    assertThat(ask("causes", id(5))).isZero();
    JsonNode failed = rows().get(1);
    assertThat(failed.path("event_id").asText()).isEqualTo(id(3));
    assertThat(failed.path("status").asText()).isEqualTo("failed");
    assertThat(failed.path("error").asText()).isEqualTo("no such file");
    assertThat(failed.path("payload").toString())
        .isEqualTo("{\"error\":\"no such file\",\"n\":1.5}");
    assertThat(failed.path("attributes").toString()).isEqualTo("{\"host\":\"h1\"}");
    assertThat(rows().get(0).path("payload").isNull()).isTrue();
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"causes", "effects"})
  void aNumberOfAPayloadKeepsItsDigits(String question) {
    ask(question, id(3));
    assertThat(run.out().lines().findFirst().orElseThrow()).contains("\"n\": 1.50");
  }

  @Test
  void everyRowOfAnEventHasTheSameKeysInEveryQuestion() throws Exception {
    ask("causes", id(5));
    List<String> keys = keys("depth");
    assertThat(keys).endsWith("error", "attributes", "payload");
    ask("effects", id(1));
    assertThat(keys("depth")).isEqualTo(keys);
    ask("timeline", "one");
    assertThat(keys("delta_ms")).isEqualTo(keys);
    environment.remove(POSTGRES);
    ask("timeline", "one");
    assertThat(keys("delta_ms")).as("without a ledger").isEqualTo(keys);
  }

  private List<String> keys(String first) throws Exception {
    List<JsonNode> rows = rows();
    List<String> keys = new java.util.ArrayList<>();
    rows.get(0).fieldNames().forEachRemaining(keys::add);
    for (JsonNode row : rows) {
      assertThat(row.fieldNames()).toIterable().containsExactlyElementsOf(keys);
    }
    assertThat(keys.remove(0)).isEqualTo(first);
    return keys;
  }

  @Test
  void anAnswerThatWasCutSaysSoInItsLastLineAndOnStandardErrorAndExitsWith0() {
    assertCut("depth", "--depth 2", "causes", id(5), "--depth", "2");
    assertCut("depth", "--depth 1", "effects", id(1), "--depth", "1");
    assertCut("limit", "--limit 2", "causes", id(5), "--limit", "2");
    assertCut("limit", "--limit 2", "effects", id(1), "--limit", "2");
    assertCut("limit", "--limit 3", "timeline", "one", "--limit", "3");
    assertCut("limit", "--limit 1", "tools", "a1", "--limit", "1");
    assertCut("limit", "--limit 3", "compare", "one", "two", "--limit", "3");
    assertCut("events", "--events 3", "tools", "a1", "--events", "3");
    assertCut("events", "--events 3", "compare", "one", "two", "--events", "3");
  }

  private void assertCut(String bound, String option, String... words) {
    assertThat(ask(words)).isZero();
    assertThat(run.out().lines()).last().asString().startsWith("{\"cut\":\"" + bound + "\"");
    assertThat(run.err()).startsWith("The answer is not complete: " + option + " was reached;");
  }

  @Test
  void anAnswerOfExactlyTheBoundSaysNothing() {
    for (String line :
        List.of(
            "causes " + id(5) + " --depth 3 --limit 4",
            "effects " + id(1) + " --depth 3 --limit 5",
            "timeline one --limit 4",
            "tools a1 --limit 2 --events 4",
            "compare one two --limit 4 --events 4")) {
      assertThat(ask(line.split(" "))).isZero();
      assertThat(run.out()).doesNotContain("\"cut\"");
      assertThat(run.err()).isEmpty();
    }
  }

  @Test
  void theOptionsThatACutTimelineNamesContinueIt() throws Exception {
    ask("timeline", "one", "--limit", "2");
    List<JsonNode> rows = rows();
    JsonNode next = rows.get(rows.size() - 1).path("next");
    String options =
        "--from " + next.path("from").asText() + " --after " + next.path("after").asText();
    assertThat(run.err()).contains("continue with " + options);
    ask(("timeline one " + options).split(" "));
    assertThat(rows())
        .extracting(row -> row.path("event_id").asText())
        .containsExactly(id(3), id(4));
    ask("timeline", "one", "--after", next.path("after").asText());
    assertThat(rows())
        .extracting(row -> row.path("event_id").asText())
        .containsExactly(id(3), id(4));
  }

  @Test
  void whatTheGraphDoesNotContainExitsWith2AndPrintsNoZeros() {
    assertUnknown("the graph has no event " + id(50), "causes", id(50));
    assertUnknown("the graph has no event " + id(50), "effects", id(50));
    assertUnknown("the graph has no session none", "timeline", "none");
    assertUnknown("the graph has no agent none", "tools", "none");
    assertUnknown("the graph has no session none", "compare", "one", "none");
    assertUnknown("the graph has no session none and no session never", "compare", "none", "never");
    assertUnknown(
        "the graph has no event at position 5 in session one", "timeline", "one", "--after", "5");
  }

  private void assertUnknown(String message, String... words) {
    assertThat(ask(words)).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip()).isEqualTo("context-graph: " + message);
  }

  @Test
  void aKnownSessionWithoutEventsOfThatTimeIsNoError() {
    assertThat(ask("timeline", "one", "--from", "2027-01-01")).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("no event meets the conditions");
  }

  @Test
  void aParentThatWasNeverRecordedIsNamed() {
    assertThat(ask("causes", id(6))).isZero();
    assertThat(run.err()).contains("Event " + id(99) + " is known only as the parent");
  }

  @Test
  void aGraphThatIsBehindTheLedgerSaysSo() throws Exception {
    graph.record(20, "four");
    assertThat(ask("causes", id(5))).isZero();
    assertThat(run.err())
        .contains("The graph has reached position 11 of 12: later events are not in the answer.");
    assertThat(ask("causes", id(20))).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(run.err())
        .contains("The ledger has event " + id(20) + " at position 12, but the graph does not");
    assertThat(ask("timeline", "four")).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(ask("compare", "one", "four")).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(ask("compare", "none", "four")).isEqualTo(ExitCode.WRONG_USAGE);
  }

  @Test
  void withoutItsLedgerTheGraphAnswersAndSaysWhatIsMissing() throws Exception {
    environment.remove(POSTGRES);
    assertThat(ask("causes", id(5))).isZero();
    assertThat(rows()).hasSize(4);
    assertThat(run.err())
        .contains(POSTGRES + " is not set. Errors, attributes and payloads are missing.");
    environment.put(POSTGRES, "postgresql://127.0.0.1:1/x");
    assertThat(ask("causes", id(5))).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(rows()).hasSize(4);
    assertThat(run.err()).contains("The ledger was not read: ", "payloads are missing");
  }

  @Test
  void whetherALedgerThatCannotBeReadHasWhatTheGraphDoesNotHaveIsUnknown() {
    environment.put(POSTGRES, "postgresql://127.0.0.1:1/x");
    assertThat(ask("causes", id(50))).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("The graph has no event " + id(50) + "; whether the ledger has it is unknown.")
        .contains("The ledger was not read: ")
        .doesNotContain("payloads");
    assertThat(ask("compare", "none", "never")).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(run.err())
        .startsWith("The graph has no session none and no session never; whether the ledger has");
    environment.remove(POSTGRES);
    assertUnknown("the graph has no event " + id(50), "causes", id(50));
  }
}
