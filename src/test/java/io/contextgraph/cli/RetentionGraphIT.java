package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.graph.Neo4jConnections;
import io.contextgraph.system.TestServers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;

/** A run keeps or drops the events of archived months in a real graph. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class RetentionGraphIT {
  @TempDir private Path temporary;
  private MonthlyLedger ledger =
      new MonthlyLedger(new NotarizedLedger("", Path.of("")), Path.of(""));

  @BeforeEach
  void create() throws Exception {
    ledger = MonthlyLedger.create(temporary, 12);
    emptyGraph();
  }

  private static void emptyGraph() {
    try (Driver driver = TestServers.neo4j().open()) {
      TestServers.empty(driver);
    }
  }

  private CommandRun run(String... words) {
    Neo4jConnections neo4j = TestServers.neo4j();
    Map<String, String> environment = new HashMap<>(ledger.ledger().environment());
    environment.put("CONTEXT_GRAPH_NEO4J_URI", neo4j.address().uri().toString());
    environment.put("CONTEXT_GRAPH_NEO4J_USER", "neo4j");
    environment.put("CONTEXT_GRAPH_NEO4J_PASSWORD", neo4j.address().resolvedPassword());
    return CommandRun.of(environment, words);
  }

  private CommandRun archive(String... more) {
    String[] words =
        new String[] {"retention", "run", "--archive", ledger.folder().toString(), "--keep", "1d"};
    return run(Stream.of(words, more).flatMap(Arrays::stream).toArray(String[]::new));
  }

  private void project() {
    MonthlyLedger.require(run("graph", "rebuild"));
  }

  private static long archivedEvents() {
    try (Driver driver = TestServers.neo4j().open()) {
      return driver
          .executableQuery(
              "MATCH (e:Event) WHERE e.occurred_at < datetime('2026-08-01T00:00:00Z') RETURN count(e) AS n")
          .execute()
          .records()
          .get(0)
          .get("n")
          .asLong();
    }
  }

  @Test
  void aMonthStaysUntilTheGraphHasReadIt() throws Exception {
    CommandRun none = archive();
    assertThat(none.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(none.err()).contains("the graph has no projection of this ledger");
    project();
    ledger.append(7_001, 7_001, number -> 6);
    ledger.fill(8_000);
    ledger.sign();
    assertThat(run("retention", "plan", "--keep", "1d").out()).contains("awaits graph");
    emptyGraph();
    project();
    MonthlyLedger.require(archive());
    assertThat(ledger.count("2026-06")).isZero();
  }

  @Test
  void aGraphInAnotherFormatHasToReadTheMonthAgainBeforeItGoes() throws Exception {
    project();
    try (Driver driver = TestServers.neo4j().open()) {
      driver.executableQuery("MATCH (p:Projection) REMOVE p.format_version").execute();
    }
    assertThat(run("retention", "plan", "--keep", "1d").out())
        .contains("awaits graph")
        .doesNotContain("\"verdict\":\"archive\"");
    project();
    assertThat(run("retention", "plan", "--keep", "1d").out())
        .contains("\"verdict\":\"archive\"")
        .doesNotContain("awaits graph");
  }

  @Test
  void aGraphThatKeepsTheEventsHasThemAndIsVerified() throws Exception {
    project();
    MonthlyLedger.require(archive());
    project();
    assertThat(archivedEvents()).isEqualTo(MonthlyLedger.EVENTS);
    assertThat(run("graph", "verify").exitCode()).isZero();
  }

  @Test
  void aGraphThatDropsTheEventsHasNoneAndIsVerifiedAndGetsThemBack() throws Exception {
    project();
    CommandRun run = archive("--graph", "drop");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(archivedEvents()).isZero();
    CommandRun verified = run("graph", "verify");
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
    for (String file : ledger.files()) {
      if (file.endsWith(".gz")) {
        CommandRun restored = run("retention", "restore", ledger.folder().resolve(file).toString());
        MonthlyLedger.require(restored);
        assertThat(restored.err()).contains("run graph verify --repair");
      }
    }
    assertThat(run("graph", "verify").exitCode()).isEqualTo(ExitCode.FOUND);
    run("graph", "verify", "--repair", "--reason", "restored");
    project();
    assertThat(archivedEvents()).isEqualTo(MonthlyLedger.EVENTS);
    assertThat(run("graph", "verify").exitCode()).isZero();
  }

  @Test
  void aRestoredMonthThatTheGraphHadDroppedIsDroppedAgainWhateverTheNextRunSays() throws Exception {
    project();
    MonthlyLedger.require(archive("--graph", "drop"));
    for (String file : ledger.files()) {
      if (file.endsWith(".gz")) {
        MonthlyLedger.require(
            run("retention", "restore", ledger.folder().resolve(file).toString()));
      }
    }
    MonthlyLedger.require(archive("--graph", "keep", "--keep-restored", "0s"));
    assertThat(ledger.count("2026-05")).isZero();
    CommandRun verified = run("graph", "verify");
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
    assertThat(archivedEvents()).isZero();
  }

  @Test
  void anArchivedEventThatTheGraphLostIsNotRewrittenBeforeItsMonthIsRestored() throws Exception {
    project();
    MonthlyLedger.require(archive());
    try (Driver driver = TestServers.neo4j().open()) {
      driver
          .executableQuery(
              "MATCH (e:Event) WHERE e.occurred_at < datetime('2026-06-01T00:00:00Z')"
                  + " WITH e ORDER BY e.global_position LIMIT 2 DETACH DELETE e")
          .execute();
    }
    CommandRun repaired = run("graph", "verify", "--repair", "--reason", "two are gone");
    assertThat(repaired.exitCode()).as(repaired.err()).isEqualTo(ExitCode.FOUND);
    assertThat(repaired.err()).contains("2 are archived; restore their months first.");
    CommandRun rebuilt = run("graph", "rebuild", "--reason", "two are gone");
    assertThat(rebuilt.exitCode()).as(rebuilt.err()).isEqualTo(ExitCode.FOUND);
    assertThat(rebuilt.err())
        .contains("2 are archived; restore their months first.")
        .doesNotContain("left and");
  }
}
