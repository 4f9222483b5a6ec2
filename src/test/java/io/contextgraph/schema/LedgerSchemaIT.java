package io.contextgraph.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Installs and upgrades real schemas; {@code schema-0.1} has the migrations of release 0.1. */
class LedgerSchemaIT {
  private static final int VERSIONED = 21;
  private static final int SINCE_RELEASE_01 = 14;
  private static final int REPEATABLE = 8;

  private final PostgresConnections admin =
      TestServers.ledger(TestServers.newDatabase(), "postgres");

  private int install() throws SQLException {
    return LedgerSchema.install(admin, Map.of());
  }

  private void execute(String sql) throws SQLException {
    TestSql.execute(admin, sql);
  }

  /** Definition, owner and privileges of every function, by signature. */
  private static Map<String, String> functions(PostgresConnections admin) throws SQLException {
    Map<String, String> functions = new TreeMap<>();
    try (Connection connection = admin.open();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT oid::regprocedure, pg_get_functiondef(oid) || ' ' || proowner::regrole"
                    + " || ' ' || coalesce(proacl::text, 'default') FROM pg_proc"
                    + " WHERE pronamespace = 'ledger'::regnamespace")) {
      while (rows.next()) {
        functions.put(rows.getString(1), rows.getString(2));
      }
    }
    return functions;
  }

  private static byte[] resource(String path) throws IOException {
    try (InputStream in = LedgerSchemaIT.class.getResourceAsStream(path)) {
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }

  @Test
  void aSecondInstallAppliesNothing() throws SQLException {
    assertThat(install()).isEqualTo(VERSIONED + REPEATABLE);
    assertThat(install()).isZero();
  }

  @Test
  void aLedgerOfRelease01IsUpgradedWithItsEventsAndTheSignaturesOfItsFunctions()
      throws SQLException {
    assertThat(Release01.install(admin)).isEqualTo(8);
    Map<String, String> before = functions(admin);
    execute("SELECT ledger.ensure_partition('2026-11-02T09:00:00Z')");
    execute(
        "INSERT INTO ledger.event (global_position, event_id, event_type, occurred_at, session_id,"
            + " agent_id, trace_id, recorded_at, content_hash, stream, entry_id) VALUES (1,"
            + " gen_random_uuid(), 'tool.execute', '2026-11-02T09:00:00Z', 's', 'a', 't', now(),"
            + " decode(repeat('01', 33), 'hex'), 'events', '1-1')");

    assertThat(install()).isEqualTo(SINCE_RELEASE_01 + REPEATABLE);
    assertThat(install()).isZero();

    assertThat(before).hasSize(8);
    assertThat(functions(admin)).containsKeys(before.keySet().toArray(String[]::new));
    execute("SELECT 1 / count(*) FROM ledger.events_of_session('s', 0, 10)");
  }

  @Test
  void theRuleForEventTypesIsValidatedOnEveryPartitionOfAnUpgradedLedger() throws SQLException {
    Release01.install(admin);
    execute("SELECT ledger.ensure_partition('2026-11-02T09:00:00Z')");
    install();
    execute(
        "SELECT 1 / (count(*) = 2 AND bool_and(convalidated))::integer FROM pg_constraint"
            + " WHERE conname = 'event_event_type_check' AND pg_get_constraintdef(oid) LIKE '%)*$%'");
  }

  @Test
  void theValidationOfARuleAdmitsReadsAndAppends() throws SQLException {
    install();
    execute("SELECT ledger.ensure_partition('2026-11-02T09:00:00Z')");
    try (Connection validating = admin.open();
        Statement statement = validating.createStatement()) {
      validating.setAutoCommit(false);
      statement.execute("ALTER TABLE ledger.event VALIDATE CONSTRAINT event_event_type_check");
      execute(
          "SET lock_timeout = '1s';"
              + " INSERT INTO ledger.event (global_position, event_id, event_type, occurred_at,"
              + " session_id, agent_id, trace_id, recorded_at, content_hash, stream, entry_id)"
              + " VALUES (1, gen_random_uuid(), 'execute', '2026-11-02T09:00:00Z', 's', 'a', 't',"
              + " now(), decode(repeat('01', 33), 'hex'), 'events', '1-1');"
              + " SELECT 1 / count(*) FROM ledger.event");
      validating.rollback();
    }
  }

  @Test
  void noTimeoutOfTheSocketOrTheDatabaseEndsAMigration() throws SQLException {
    try (Connection installing = admin.dataSourceWithoutTimeout().getConnection()) {
      assertThat(installing.getNetworkTimeout()).isZero();
    }
    execute(
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET statement_timeout = ''5ms''',"
            + " current_database()); END $$");
    assertThat(install()).isEqualTo(VERSIONED + REPEATABLE);
  }

  @Test
  void aReaderThatHoldsTheLedgerDelaysNoOneForLongAndTheInstallMayBeRunAgain() throws SQLException {
    Release01.install(admin);
    try (Connection reader = admin.open();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("SELECT * FROM ledger.event");
      assertThatThrownBy(
              () ->
                  LedgerSchema.install(
                      admin.dataSource(), Installation.of(Map.of()), new LockRetry(1)))
          .isInstanceOf(FlywayException.class)
          .hasMessageContaining("lock timeout");
      reader.rollback();
    }
    assertThat(install()).isPositive();
    assertThat(install()).isZero();
  }

  @Test
  void aNewLedgerHasTheFunctionsOfAnUpgradedOne() throws SQLException {
    install();
    PostgresConnections upgraded = TestServers.ledger(TestServers.newDatabase(), "postgres");
    Release01.install(upgraded);
    LedgerSchema.install(upgraded, Map.of());
    assertThat(functions(admin)).isEqualTo(functions(upgraded));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'999', 'tree', 'SQL', 'V999__tree.sql'", "NULL, 'x', 'SQL', 'R__x.sql'"})
  void aSchemaWithAnUnknownMigrationIsRefused(String migration) throws SQLException {
    install();
    execute(
        "INSERT INTO ledger.schema_history (installed_rank, version, description, type, script,"
            + " checksum, installed_by, execution_time, success) VALUES (100, "
            + migration
            + ", 1, 'postgres', 1, true)");
    assertThatThrownBy(this::install)
        .isInstanceOf(FlywayException.class)
        .hasMessageContaining("schema is newer than this program")
        .hasMessageContaining("use the version of context-graph that installed it");
  }

  @Test
  void aMigrationThatDiffersFromTheOneAppliedIsRefused() throws SQLException {
    install();
    execute("UPDATE ledger.schema_history SET checksum = 1 WHERE version = '002'");
    assertThatThrownBy(this::install)
        .isInstanceOf(FlywayException.class)
        .hasMessageContaining("checksum mismatch");
  }

  @Test
  void theMigrationsOfRelease01AreUnchangedAndTheRetiredNumberIsNotUsedAgain() throws IOException {
    for (String file :
        new String[] {
          "V001__roles.sql",
          "V002__event.sql",
          "V003__event_identity.sql",
          "V004__head.sql",
          "V005__dead_letter.sql",
          "V006__refuse_change.sql",
          "V007__ensure_partition.sql"
        }) {
      assertThat(resource("/io/contextgraph/schema/ledger/" + file))
          .as(file)
          .isNotEmpty()
          .isEqualTo(resource("/schema-0.1/" + file));
    }
    assertThat(resource("/io/contextgraph/schema/ledger/V008__read.sql")).isEmpty();
  }
}
