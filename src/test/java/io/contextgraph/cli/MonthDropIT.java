package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.system.TestSql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What waits while the function of the database tries to drop a month that is being read. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class MonthDropIT {
  /** Whether someone waits for the whole table, so that appends queue behind. */
  private static final String WAITING =
      "SELECT count(*) FROM pg_locks WHERE relation = 'ledger.event'::regclass"
          + " AND mode = 'AccessExclusiveLock' AND NOT granted";

  @TempDir private Path temporary;

  @Test
  void onlyAnAttemptThatLocksTheTableFirstWaitsForItWhileAReaderHasThePartition() throws Exception {
    MonthlyLedger ledger = MonthlyLedger.create(temporary, 14);
    String archived = archiveAndRestoreMay(ledger);
    long rows = ledger.count("2026-05");
    try (Connection reader = ledger.ledger().as("ledger_reader").openLedger()) {
      reader.setAutoCommit(false);
      try (Statement read = reader.createStatement()) {
        read.execute("SELECT count(*) FROM ledger.event");
      }
      for (boolean tableFirst : List.of(false, true)) {
        CompletableFuture<String> call =
            CompletableFuture.supplyAsync(() -> drop(ledger, archived, tableFirst));
        assertThat(waits(ledger, call)).isEqualTo(tableFirst ? 1 : 0);
        assertThat(call.get()).contains("lock timeout");
      }
    }
    assertThat(ledger.count("2026-05")).isEqualTo(rows).isPositive();
    assertThat(drop(ledger, archived, false)).isEqualTo(Long.toString(rows));
    assertThat(ledger.count("2026-05")).isZero();
  }

  /** Returns the position of the event that names the rows of May, which are there again. */
  private static String archiveAndRestoreMay(MonthlyLedger ledger) throws Exception {
    MonthlyLedger.require(ledger.archive());
    String file =
        ledger.files().stream()
            .filter(it -> it.startsWith("event_2026_05") && it.endsWith(".gz"))
            .findFirst()
            .orElseThrow();
    MonthlyLedger.require(ledger.retention("restore", ledger.folder().resolve(file).toString()));
    return ledger
        .ledger()
        .text(
            "SELECT min(global_position) FROM ledger.event WHERE event_type = 'retention.archived'");
  }

  /** How many rows were dropped, or why none was. */
  private static String drop(MonthlyLedger ledger, String archived, boolean tableFirst) {
    try {
      return TestSql.text(
          ledger.ledger().as("ledger_control"),
          "SELECT ledger.drop_archived(" + archived + ", " + tableFirst + ")");
    } catch (SQLException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** How often someone began to wait for the table until a call ended. */
  private static int waits(MonthlyLedger ledger, CompletableFuture<String> call)
      throws SQLException {
    int waits = 0;
    boolean waited = false;
    try (Connection observer = ledger.ledger().as("postgres").open();
        Statement statement = observer.createStatement()) {
      while (!call.isDone()) {
        try (ResultSet row = statement.executeQuery(WAITING)) {
          row.next();
          boolean waiting = row.getLong(1) > 0;
          waits += waiting && !waited ? 1 : 0;
          waited = waiting;
        }
      }
    }
    return waits;
  }
}
