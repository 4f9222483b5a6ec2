package io.contextgraph.cli;

import static io.contextgraph.query.QuestionedGraph.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contextgraph.query.QuestionedGraph;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command {@code ask} against a graph and its ledger. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AskCommandIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String POSTGRES = "CONTEXT_GRAPH_POSTGRES_URI";

  private final Map<String, String> environment = new LinkedHashMap<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
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
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine commands = Main.commandLine(environment);
    commands.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    String[] all = new String[words.length + 1];
    all[0] = "ask";
    System.arraycopy(words, 0, all, 1, words.length);
    return commands.execute(all);
  }

  private List<JsonNode> rows() throws Exception {
    return JSON.readerFor(JsonNode.class).<JsonNode>readValues(out.toString()).readAll();
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
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"causes", "effects"})
  void aNumberOfAPayloadKeepsItsDigits(String question) {
    ask(question, id(3));
    assertThat(out.toString().lines().findFirst().orElseThrow()).contains("\"n\": 1.50");
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
    assertThat(out.toString().lines()).last().asString().startsWith("{\"cut\":\"" + bound + "\"");
    assertThat(err.toString())
        .startsWith("The answer is not complete: " + option + " was reached;");
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
      assertThat(out.toString()).doesNotContain("\"cut\"");
      assertThat(err.toString()).isEmpty();
    }
  }

  @Test
  void theOptionsThatACutTimelineNamesContinueIt() throws Exception {
    ask("timeline", "one", "--limit", "2");
    List<JsonNode> rows = rows();
    JsonNode next = rows.get(rows.size() - 1).path("next");
    String options =
        "--from " + next.path("from").asText() + " --after " + next.path("after").asText();
    assertThat(err.toString()).contains("continue with " + options);
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
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().strip()).isEqualTo("context-graph: " + message);
  }

  @Test
  void aKnownSessionWithoutEventsOfThatTimeIsNoError() {
    assertThat(ask("timeline", "one", "--from", "2027-01-01")).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("no event meets the conditions");
  }

  @Test
  void aParentThatWasNeverRecordedIsNamed() {
    assertThat(ask("causes", id(6))).isZero();
    assertThat(err.toString()).contains("Event " + id(99) + " is known only as the parent");
  }

  @Test
  void aGraphThatIsBehindTheLedgerSaysSo() throws Exception {
    graph.record(20, "four");
    assertThat(ask("causes", id(5))).isZero();
    assertThat(err.toString())
        .contains("The graph has reached position 11 of 12: later events are not in the answer.");
    assertThat(ask("causes", id(20))).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(err.toString())
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
    assertThat(err.toString())
        .contains(POSTGRES + " is not set. Errors, attributes and payloads are missing.");
    environment.put(POSTGRES, "postgresql://127.0.0.1:1/x");
    assertThat(ask("causes", id(5))).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(rows()).hasSize(4);
    assertThat(err.toString()).contains("The ledger was not read: ", "payloads are missing");
  }

  @Test
  void whetherALedgerThatCannotBeReadHasWhatTheGraphDoesNotHaveIsUnknown() {
    environment.put(POSTGRES, "postgresql://127.0.0.1:1/x");
    assertThat(ask("causes", id(50))).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .startsWith("The graph has no event " + id(50) + "; whether the ledger has it is unknown.")
        .contains("The ledger was not read: ")
        .doesNotContain("payloads");
    assertThat(ask("compare", "none", "never")).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(err.toString())
        .startsWith("The graph has no session none and no session never; whether the ledger has");
    environment.remove(POSTGRES);
    assertUnknown("the graph has no event " + id(50), "causes", id(50));
  }

  @Test
  void aTableDrawsEffectsAsATreeAndNoCutLine() {
    assertThat(ask("effects", id(1), "--format", "table", "--depth", "2")).isZero();
    assertThat(out.toString().replace('\u00a0', ' ').lines().toList())
        .hasSize(1 + 4)
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).contains("event", "tool", "status", "error", "event_id");
              assertThat(lines.get(1)).startsWith("system.session_start ");
              assertThat(lines.get(2)).contains("└ llm.chat");
              assertThat(lines.get(3)).contains("  ├ tool.execute", "failed", "no such file");
              assertThat(lines.get(4)).contains("  └ tool.execute", "grep", id(4));
            });
    assertThat(err.toString()).contains("--depth 2 was reached");
  }

  @Test
  void aTableOfATimelineShowsTimesToolsStatusesAndErrors() {
    assertThat(ask("timeline", "one", "--format", "table")).isZero();
    assertThat(out.toString().lines().toList().get(3))
        .contains("2026-11-02 09:00:01.500", "tool.execute", "grep", "failed", "no such file");
  }

  @Test
  void tablesOfToolsAndSessionsHaveTheirCounts() {
    assertThat(ask("tools", "a1", "--format", "table")).isZero();
    assertThat(out.toString().lines().toList().get(1)).contains("grep").containsPattern("\\b3\\b");
    assertThat(ask("compare", "one", "two", "--format", "table")).isZero();
    assertThat(out.toString().lines()).hasSize(1 + 4);
  }
}
