package io.contextgraph.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import io.contextgraph.system.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Validates the rule for event types on the partitions of a ledger that is written to. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EventTypeRuleIT {
  private final PostgresConnections admin =
      TestServers.ledger(TestServers.newDatabase(), "postgres");

  private void execute(String sql) throws SQLException {
    TestSql.execute(admin, sql);
  }

  private String text(String sql) throws SQLException {
    return TestSql.text(admin, sql);
  }

  private int install() {
    try {
      return LedgerSchema.install(admin, Map.of());
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  @Test
  void partitionsAreCreatedWhileTheRuleIsValidatedOnAnother() throws Exception {
    Release01.install(admin);
    execute("SELECT ledger.ensure_partition('2026-10-02'), ledger.ensure_partition('2026-11-02')");
    Release01.upgradeTo(admin, EventTypeRule.ADDED);
    try (Connection other = admin.open();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE ledger.event_2026_11 IN SHARE UPDATE EXCLUSIVE MODE");
      CompletableFuture<Integer> install = CompletableFuture.supplyAsync(this::install);
      Waiting.await("the validation of event_2026_11 waits", this::validationWaits);
      execute("SET lock_timeout = '1s'; SELECT ledger.ensure_partition('2026-12-02')");
      assertThat(install).isNotDone();
      other.rollback();
      assertThat(install.get(60, TimeUnit.SECONDS)).isPositive();
    }
    assertThat(
            text(
                "SELECT count(*) || ' ' || bool_and(convalidated) FROM pg_constraint"
                    + " WHERE conname = 'event_event_type_check'"))
        .isEqualTo("4 true");
  }

  /** The partition of October is validated before, in a transaction that has ended. */
  private boolean validationWaits() throws SQLException {
    return text("SELECT count(*) FILTER (WHERE wait_event_type = 'Lock' AND query LIKE '%event_2026_11"
            + " VALIDATE CONSTRAINT event_event_type_check%') || ' ' || (SELECT convalidated"
            + " FROM pg_constraint WHERE conname = 'event_event_type_check'"
            + " AND conrelid = 'ledger.event_2026_10'::regclass) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()")
        .equals("1 true");
  }

  @Test
  void anInstallThatWasInterruptedAfterTheRuleWasAddedContinues() throws Exception {
    Release01.install(admin);
    execute("SELECT ledger.ensure_partition('2026-11-02')");
    Release01.upgradeTo(admin, EventTypeRule.ADDED);
    assertThat(install()).isPositive();
    assertThat(install()).isZero();
  }
}
