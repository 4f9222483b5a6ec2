package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.archive.ArchiveException;
import io.contextgraph.retention.Month;
import io.contextgraph.retention.MonthOutcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.cert.CertPathBuilderException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/** What a run prints of its months, and the exit code that follows. */
class PrintedOutcomesTest {
  private static final Month MAY =
      new Month(
          "event_2026_05",
          Instant.parse("2026-05-01T00:00:00Z"),
          Instant.parse("2026-06-01T00:00:00Z"));

  private static final AskedServers ASKED =
      new AskedServers(
          new Servers(
              Map.of(
                  "CONTEXT_GRAPH_POSTGRES_CONTROL_URI", "postgresql://c:s3cret@127.0.0.1:1/p",
                  "CONTEXT_GRAPH_NEO4J_URI", "bolt://n:s3cret@127.0.0.1:1")),
          "context-graph retention run",
          null);

  private final StringWriter err = new StringWriter();
  private final PrintedOutcomes outcomes =
      new PrintedOutcomes(new PrintWriter(new StringWriter()), new PrintWriter(err), ASKED);

  private void fail(Exception cause) {
    outcomes.accept(new MonthOutcome.Failed(MAY, cause));
  }

  @Test
  void aMonthThatIsNotDueAnyMoreIsALineAndNoFailure() {
    assertThat(outcomes.isEmpty()).isTrue();
    outcomes.accept(new MonthOutcome.NotDue(MAY, "session s is held since position 7"));
    assertThat(err).hasToString("event_2026_05 stays: session s is held since position 7\n");
    assertThat(outcomes.isEmpty()).isFalse();
    assertThat(outcomes.exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void whatACheckFoundCountsMostThenUsageThenServers() {
    fail(new ServiceUnavailableException("Neo4j is away"));
    assertThat(err).hasToString("event_2026_05 stays: Neo4j at bolt://127.0.0.1:1 as n is away\n");
    assertThat(outcomes.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    fail(new UsageException("no graph is named"));
    assertThat(outcomes.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    fail(new ArchiveException("the file is cut off"));
    fail(new SQLException("locked", "55P03"));
    assertThat(outcomes.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(err.toString().lines()).hasSize(4);
  }

  @Test
  void theServerThatCannotBeVerifiedOrIsAwayIsNamed() {
    Throwable unknown = new CertPathBuilderException("unable to find valid certification path");
    fail(new ServiceUnavailableException("no", unknown));
    fail(new SQLException("no", "08006", unknown));
    fail(new SQLException("This connection has been closed.", "08003"));
    String reason =
        "no verified connection: its certificate is signed by no authority that is trusted here";
    String postgres = "event_2026_05 stays: Postgres at postgresql://127.0.0.1:1/p as c: ";
    assertThat(err.toString().lines())
        .containsExactly(
            "event_2026_05 stays: Neo4j at bolt://127.0.0.1:1 as n: " + reason,
            postgres + reason,
            postgres + "This connection has been closed.");
    assertThat(outcomes.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
  }

  @Test
  void aBugIsThrownAgain() {
    IllegalStateException bug = new IllegalStateException("a bug");
    assertThatThrownBy(() -> fail(bug)).isSameAs(bug);
  }
}
