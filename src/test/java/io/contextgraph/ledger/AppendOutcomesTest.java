package io.contextgraph.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.contextgraph.server.RefusedException;
import java.sql.SQLException;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;

/** Which failures of an append end the job for good. */
class AppendOutcomesTest {
  private static final RefusedException REFUSED =
      new RefusedException("Postgres", "postgresql://h/x", new SQLException("no", "28P01"));
  private static final LedgerMark SEEN = new LedgerMark("id", 0, null);

  private final AppendOutcomes outcomes =
      new AppendOutcomes(
          new LedgerMetrics(UnregisteredMetricsGroup.createSinkWriterMetricGroup()),
          RejectionLimit.DEFAULT.window());

  @Test
  void credentialsThatHaveNeverWorkedEndTheJob() {
    assertThatExceptionOfType(SuppressRestartsException.class)
        .isThrownBy(() -> outcomes.failed(0, LedgerMark.NONE, REFUSED))
        .withCause(REFUSED);
  }

  @Test
  void credentialsThatHaveWorkedRestartTheTask() {
    assertThat(outcomes.failed(3, SEEN, REFUSED))
        .hasMessageContaining("refuses the user or the password")
        .hasCause(REFUSED);
  }
}
