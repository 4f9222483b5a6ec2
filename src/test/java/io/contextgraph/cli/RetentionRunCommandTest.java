package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.retention.Month;
import io.contextgraph.retention.RetentionRun;
import java.security.cert.CertPathBuilderException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/** The line about a month that stays. */
class RetentionRunCommandTest {
  private static final AskedServers ASKED =
      new AskedServers(
          new Servers(
              Map.of(
                  "CONTEXT_GRAPH_POSTGRES_CONTROL_URI", "postgresql://c:s3cret@127.0.0.1:1/p",
                  "CONTEXT_GRAPH_NEO4J_URI", "bolt://n:s3cret@127.0.0.1:1")),
          "context-graph retention run",
          null);
  private static final Month MONTH =
      new Month(
          "event_2026_05",
          Instant.parse("2026-05-01T00:00:00Z"),
          Instant.parse("2026-06-01T00:00:00Z"));
  private static final String REASON =
      "no verified connection: its certificate is signed by no authority that is trusted here";

  private static Failure failure(Exception cause) {
    return RetentionRunCommand.failure(new RetentionRun.Failed(MONTH, cause), ASKED);
  }

  @Test
  void itNamesTheServerThatCannotBeVerified() {
    Throwable unknown = new CertPathBuilderException("unable to find valid certification path");
    assertThat(failure(new ServiceUnavailableException("no", unknown)))
        .isEqualTo(
            new Failure(
                ExitCode.WRONG_USAGE,
                "event_2026_05 stays: Neo4j at bolt://127.0.0.1:1 as n: " + REASON));
    assertThat(failure(new SQLException("no", "08006", unknown)).message())
        .isEqualTo("event_2026_05 stays: Postgres at postgresql://127.0.0.1:1/p as c: " + REASON);
  }

  @Test
  void itNamesTheServerThatIsAway() {
    assertThat(failure(new SQLException("This connection has been closed.", "08003")))
        .isEqualTo(
            new Failure(
                ExitCode.UNREACHABLE,
                "event_2026_05 stays: Postgres at postgresql://127.0.0.1:1/p as c: This connection"
                    + " has been closed."));
  }
}
