package io.contextgraph.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import io.contextgraph.system.Waiting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Replaces the hash indexes of release 0.1 in a ledger that is written to. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LookupIndexesIT {
  private static final String INDEXES =
      "SELECT string_agg(x.relname || CASE WHEN d.indisvalid THEN '' ELSE ' invalid' END, ', '"
          + " ORDER BY x.relname) FROM pg_index d JOIN pg_class x ON x.oid = d.indexrelid"
          + " JOIN pg_class c ON c.oid = d.indrelid WHERE (x.relname LIKE '%session%'"
          + " OR x.relname LIKE '%trace%' OR x.relname LIKE '%subject%'"
          + " OR x.relname LIKE '%hashtextextended%') AND c.relname = '";

  private final String database = TestServers.newDatabase();
  private final PostgresConnections admin = TestServers.ledger(database, "postgres");
  private int recorded;

  private void upgradeRelease01() throws SQLException {
    Release01.install(admin);
    execute("SELECT ledger.ensure_partition('2026-09-02'), ledger.ensure_partition('2026-10-02')");
    append();
    LedgerSchema.install(admin, Map.of());
  }

  /** Appends as release 0.1 does: locks the head, adds the rows, moves the head. */
  private void append() throws SQLException {
    recorded++;
    String id = String.format("'00000000-0000-4000-8000-%012d', ", recorded);
    try (Connection connection = admin.open();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SET lock_timeout = '10s'");
      statement.execute("SELECT position FROM ledger.head FOR UPDATE");
      statement.execute(
          "INSERT INTO ledger.event_identity VALUES ("
              + id
              + recorded
              + ", '2026-10-02', decode(repeat('01', 33), 'hex'))");
      statement.execute(
          "INSERT INTO ledger.event (event_id, global_position, event_type, occurred_at, session_id,"
              + " agent_id, trace_id, recorded_at, content_hash, stream, entry_id) VALUES ("
              + id
              + recorded
              + ", 'tool.execute', '2026-10-02', 's1', 'a1', 't1', now(),"
              + " decode(repeat('01', 33), 'hex'), 'events', '1-1')");
      statement.execute("UPDATE ledger.head SET position = " + recorded);
      connection.commit();
    }
  }

  private void execute(String sql) throws SQLException {
    TestSql.execute(admin, sql);
  }

  private String text(String sql) throws SQLException {
    return TestSql.text(admin, sql);
  }

  private int reindex(List<String> progress) {
    try (Connection connection = admin.open()) {
      return new LookupIndexes(connection).reindex(progress::add);
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  private void awaitBackend(String condition) throws Exception {
    Waiting.await(
        "a backend with " + condition,
        () ->
            !text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND pid <> pg_backend_pid() AND "
                    + condition)
                .equals("0"));
  }

  @Test
  void aNewLedgerHasNothingToReplace() throws Exception {
    LedgerSchema.install(admin, Map.of());
    execute("SELECT ledger.ensure_partition('2026-10-02')");
    try (Connection connection = admin.open()) {
      assertThat(new LookupIndexes(connection).outdated()).isZero();
    }
    assertThat(text(INDEXES + "event_2026_10'")).isEqualTo(renamed("2026_10"));
  }

  @Test
  void anUpgradeChangesOnlyNewPartitionsAndTheCommandTheOthers() throws Exception {
    upgradeRelease01();
    execute("SELECT ledger.ensure_partition('2026-11-02')");
    String old = "event_2026_10_session_id_idx, event_2026_10_trace_id_idx";
    assertThat(text(INDEXES + "event_2026_10'")).isEqualTo(old);
    assertThat(text(INDEXES + "event_2026_11'")).isEqualTo(renamed("2026_11"));
    assertThat(text("SELECT count(*) FROM ledger.events_of_session('s1', 0, 9)")).isEqualTo("1");

    List<String> progress = new ArrayList<>();
    assertThat(reindex(progress)).isEqualTo(6);
    assertThat(progress).hasSize(16).first().asString().startsWith("1 of 6: CREATE INDEX");
    assertThat(text(INDEXES + "event_2026_09'")).isEqualTo(renamed("2026_09"));
    assertThat(text(INDEXES + "event_2026_10'")).isEqualTo(renamed("2026_10"));
    assertThat(text(INDEXES + "event'"))
        .isEqualTo(
            "event_session_position_idx, event_subject_position_idx, event_trace_position_idx");
    assertThat(reindex(new ArrayList<>())).isZero();
  }

  private static String renamed(String month) {
    String partition = "event_" + month;
    return partition
        + "_hashtextextended_global_position_idx, "
        + partition
        + "_session_id_global_position_idx, "
        + partition
        + "_trace_id_global_position_idx";
  }

  @Test
  void partitionsKeepTheirEventsAndTheirProtectionWhenTheyAreUpgraded() throws Exception {
    upgradeRelease01();
    append();
    assertThat(text("SELECT count(*) FROM ledger.events(0, 10)")).isEqualTo("2");
    for (String change : List.of("DELETE FROM", "TRUNCATE")) {
      assertThatThrownBy(() -> execute(change + " ledger.event_2026_10"))
          .hasMessageContaining("the ledger is immutable");
    }
    assertThat(text("SELECT count(*) FROM pg_constraint WHERE conname = 'within_bounds'"))
        .isEqualTo("0");
  }

  @Test
  void appendsContinueWhileABuildWaitsAndAnInterruptedBuildIsRepeated() throws Exception {
    upgradeRelease01();
    try (Connection reader = admin.open();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("SELECT count(*) FROM ledger.event");
      CompletableFuture<Integer> build =
          CompletableFuture.supplyAsync(() -> reindex(new ArrayList<>()));
      awaitBackend("query LIKE 'CREATE INDEX%' AND wait_event_type = 'Lock'");
      append();
      append();
      // The lock of the build outlives the program that started it.
      assertThatThrownBy(() -> reindex(new ArrayList<>()))
          .hasRootCauseMessage(
              "another schema reindex still runs on this ledger, or Postgres still builds the index"
                  + " of an interrupted one: wait until it ends, then run it again")
          .rootCause()
          .hasFieldOrPropertyWithValue("SQLState", "55000");
      execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE query LIKE 'CREATE INDEX%' AND datname = current_database()");
      assertThatThrownBy(build::join).hasRootCauseInstanceOf(SQLException.class);
      reader.rollback();
    }
    assertThat(text(INDEXES + "event_2026_10'")).contains("global_position_idx invalid");

    List<String> progress = new ArrayList<>();
    assertThat(reindex(progress)).isEqualTo(6);
    assertThat(progress.get(0)).contains("DROP INDEX");
    assertThat(text(INDEXES + "event_2026_10'")).isEqualTo(renamed("2026_10"));
    assertThat(text("SELECT count(*) FROM ledger.events(0, 10)")).isEqualTo("3");
  }

  @Test
  void appendsContinueWhileAnUpgradeWaitsForAnotherSession() throws Exception {
    Release01.install(admin);
    execute("SELECT ledger.ensure_partition('2026-10-02')");
    append();
    try (Connection reader = admin.open();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("SELECT count(*) FROM ledger.event");
      CompletableFuture<Integer> upgrade =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return LedgerSchema.install(admin, Map.of());
                } catch (SQLException e) {
                  throw new CompletionException(e);
                }
              });
      awaitBackend("query LIKE '%ledger.event%' AND wait_event_type = 'Lock'");
      append();
      assertThat(upgrade).isNotDone();
      reader.rollback();
      assertThat(upgrade.get(60, TimeUnit.SECONDS)).isPositive();
    }
    assertThat(text("SELECT count(*) FROM ledger.events(0, 10)")).isEqualTo("2");
  }

  /** An index in another collation than that of the comparison would not be used. */
  @Test
  void aLookupThatIsTypedInPsqlUsesTheIndexWhateverTheDatabasesCollation() throws Exception {
    String other = "ledger_" + System.nanoTime();
    execute(
        "CREATE DATABASE " + other + " TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'");
    PostgresConnections icu = TestServers.ledger(other, "postgres");
    LedgerSchema.install(icu, Map.of());
    try (Connection connection = icu.open();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT ledger.ensure_partition('2026-10-02')");
      statement.execute("SET enable_seqscan = off");
      for (String key : List.of("session_id", "trace_id")) {
        StringBuilder plan = new StringBuilder();
        try (ResultSet rows =
            statement.executeQuery("EXPLAIN SELECT * FROM ledger.event WHERE " + key + " = 'x'")) {
          while (rows.next()) {
            plan.append(rows.getString(1)).append('\n');
          }
        }
        assertThat(plan.toString())
            .contains(key + "_global_position_idx", "Index Cond: (" + key + " = 'x'::text)");
      }
    }
  }
}
