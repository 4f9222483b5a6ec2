package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.archive.ArchiveException;
import io.contextgraph.retention.Month;
import io.contextgraph.retention.MonthOutcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/** What a run prints of its months, and the exit code that follows. */
class PrintedOutcomesTest {
  private static final Month MAY =
      new Month(
          "event_2026_05",
          Instant.parse("2026-05-01T00:00:00Z"),
          Instant.parse("2026-06-01T00:00:00Z"));

  private final StringWriter err = new StringWriter();
  private final PrintedOutcomes outcomes =
      new PrintedOutcomes(new PrintWriter(new StringWriter()), new PrintWriter(err));

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
    assertThat(err).hasToString("event_2026_05 stays: Neo4j is away\n");
    assertThat(outcomes.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    fail(new UsageException("no graph is named"));
    assertThat(outcomes.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    fail(new ArchiveException("the file is cut off"));
    fail(new SQLException("locked", "55P03"));
    assertThat(outcomes.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(err.toString().lines()).hasSize(4);
  }

  @Test
  void aBugIsThrownAgain() {
    IllegalStateException bug = new IllegalStateException("a bug");
    assertThatThrownBy(() -> fail(bug)).isSameAs(bug);
  }
}
