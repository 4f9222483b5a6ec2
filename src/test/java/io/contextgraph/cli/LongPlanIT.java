package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.retention.PlannedMonth;
import io.contextgraph.retention.Verdict;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A plan whose statements take longer than the connection lets an answer take. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class LongPlanIT {
  private static final int TIMEOUT_MILLIS = 500;

  @TempDir private Path temporary;

  @Test
  void isMade() throws Exception {
    MonthlyLedger ledger = MonthlyLedger.create(temporary, 22);
    try (Connection reader = ledger.ledger().as("ledger_reader").openLedger();
        Connection other = ledger.ledger().as("postgres").open()) {
      reader.setNetworkTimeout(Runnable::run, TIMEOUT_MILLIS);
      other.setAutoCommit(false);
      CompletableFuture<List<PlannedMonth>> plan;
      try (Statement statement = other.createStatement()) {
        statement.execute("LOCK TABLE ledger.event_2026_05 IN ACCESS EXCLUSIVE MODE");
        plan = CompletableFuture.supplyAsync(() -> plan(ledger, reader));
        ledger.awaitBlocked("event_2026_05");
        statement.execute("SELECT pg_sleep(" + 3.0 * TIMEOUT_MILLIS / 1_000 + ")");
      }
      other.commit();
      assertThat(plan.get()).extracting(PlannedMonth::verdict).contains(Verdict.ARCHIVE);
    }
  }

  private static List<PlannedMonth> plan(MonthlyLedger ledger, Connection reader) {
    try {
      return MonthlyRun.of(ledger).plan(Duration.ZERO).of(reader, Instant.now());
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }
}
