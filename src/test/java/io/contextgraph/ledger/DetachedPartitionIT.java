package io.contextgraph.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A partition that an operator detached stays detached, and late events are still recorded. */
class DetachedPartitionIT {
  private static final String MONTH = "2026-11-02T09:00:00Z";

  private final String database = TestServers.newLedger();

  private String value(String sql) throws SQLException {
    try (Connection connection = TestServers.ledger(database, "postgres").open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private void execute(String sql) throws SQLException {
    TestSql.execute(TestServers.ledger(database, "postgres"), sql);
  }

  private PostgresLedger ledger() {
    return new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 0);
  }

  private static AppendResult append(PostgresLedger ledger, int id) throws SQLException {
    return ledger.append(List.of(LedgerBatchTest.event(id, 0)));
  }

  @Test
  void aLateEventForAPartitionDetachedWhileTheJobRunsIsRecordedInANewOne() throws SQLException {
    try (PostgresLedger ledger = ledger()) {
      append(ledger, 1);
      execute("ALTER TABLE ledger.event DETACH PARTITION ledger.event_2026_11");
      assertThat(append(ledger, 2).mark().position()).isEqualTo(2);
      assertThat(append(ledger, 3).appended()).isEqualTo(1);
    }
    assertThat(value("SELECT string_agg(global_position::text, ' ') FROM ledger.event_2026_11"))
        .isEqualTo("1");
    assertThat(value("SELECT string_agg(global_position::text, ' ') FROM ledger.event"))
        .isEqualTo("2 3");
    assertThat(value("SELECT min(tableoid::regclass::text) FROM ledger.event"))
        .isEqualTo("ledger.event_2026_11_2");
  }

  @Test
  void aLateEventForAPartitionDetachedBeforeTheJobStartedIsRecorded() throws SQLException {
    execute("SELECT ledger.ensure_partition('" + MONTH + "')");
    execute("ALTER TABLE ledger.event DETACH PARTITION ledger.event_2026_11");
    execute("CREATE TABLE ledger.event_2026_11_2 ()");
    try (PostgresLedger ledger = ledger()) {
      assertThat(append(ledger, 1).appended()).isEqualTo(1);
    }
    assertThat(value("SELECT ledger.ensure_partition('" + MONTH + "')"))
        .isEqualTo("event_2026_11_3");
  }

  @Test
  void aPartitionWhoseDetachingIsNotCompleteIsNamedAndReplacedOnceItIs() throws SQLException {
    execute("SELECT ledger.ensure_partition('" + MONTH + "')");
    leaveDetachPending();
    try (PostgresLedger ledger = ledger()) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> append(ledger, 1))
          .withMessageContaining(
              "run ALTER TABLE ledger.event DETACH PARTITION ledger.event_2026_11 FINALIZE")
          .matches(e -> SqlFault.of(e) == SqlFault.SERVER, "is retried");
      assertThat(value("SELECT ledger.ensure_partition('2026-12-01T00:00:00Z')"))
          .isEqualTo("event_2026_12");
      execute("ALTER TABLE ledger.event DETACH PARTITION ledger.event_2026_11 FINALIZE");
    }
    try (PostgresLedger ledger = ledger()) {
      assertThat(append(ledger, 1).appended()).isEqualTo(1);
    }
  }

  /** Interrupts a detach while it waits for a transaction that has read the partition. */
  private void leaveDetachPending() throws SQLException {
    try (Connection reader = TestServers.ledger(database, "postgres").open();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("SELECT count(*) FROM ledger.event");
      try (Connection detaching = TestServers.ledger(database, "postgres").open();
          Statement detach = detaching.createStatement()) {
        detach.execute("SET statement_timeout = '2s'");
        assertThatExceptionOfType(SQLException.class)
            .isThrownBy(
                () ->
                    detach.execute(
                        "ALTER TABLE ledger.event DETACH PARTITION ledger.event_2026_11"
                            + " CONCURRENTLY"));
      }
    }
    assertThat(value("SELECT count(*) FROM pg_inherits WHERE inhdetachpending")).isEqualTo("1");
  }

  @Test
  void aPartitionIsFoundByItsBoundsWhateverItsName() throws SQLException {
    execute("SELECT ledger.ensure_partition('" + MONTH + "')");
    execute("ALTER TABLE ledger.event_2026_11 RENAME TO late_autumn");
    for (String time : List.of("2026-11-01T00:00:00Z", MONTH, "2026-11-30T23:59:59.999999Z")) {
      assertThat(value("SELECT ledger.ensure_partition('" + time + "')")).isEqualTo("late_autumn");
    }
    execute(
        "ALTER TABLE ledger.event DETACH PARTITION ledger.late_autumn;"
            + "ALTER TABLE ledger.event ATTACH PARTITION ledger.late_autumn"
            + " FOR VALUES FROM (MINVALUE) TO ('2026-12-01T00:00:00Z')");
    assertThat(value("SELECT ledger.ensure_partition('1970-01-01T00:00:00Z')"))
        .isEqualTo("late_autumn");
    assertThat(value("SELECT ledger.ensure_partition('2026-12-01T00:00:00Z')"))
        .isEqualTo("event_2026_12");
  }
}
