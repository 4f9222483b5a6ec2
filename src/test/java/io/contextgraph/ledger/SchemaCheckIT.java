package io.contextgraph.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.schema.LedgerSchema;
import io.contextgraph.schema.Release01;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Programs compare the schema with their version before they use it. */
class SchemaCheckIT {
  private final String database = TestServers.newDatabase();
  private final PostgresConnections admin = TestServers.ledger(database, "postgres");
  private final PostgresConnections writer = TestServers.ledger(database, "ledger_writer");

  /** The roles and their passwords belong to the server, not to a database. */
  @BeforeEach
  void createRoles() {
    TestServers.newLedger();
  }

  private void execute(String sql) throws SQLException {
    TestSql.execute(admin, sql);
  }

  private void refused(String message) {
    assertThatThrownBy(
            () -> {
              try (PostgresLedger ledger = new PostgresLedger(writer, LedgerMark.NONE, 3)) {
                ledger.append(List.of(LedgerBatchTest.event(1, 0)));
              }
            })
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining(message);
    LedgerConnection reading = new LedgerConnection(TestServers.ledger(database, "ledger_reader"));
    assertThatThrownBy(reading::reader).isInstanceOf(SchemaMismatchException.class);
    assertThatThrownBy(() -> new DeadLetterConnection(writer, true).getOrEstablishConnection())
        .isInstanceOf(SuppressRestartsException.class)
        .hasStackTraceContaining(message);
  }

  private void used() throws SQLException {
    try (PostgresLedger ledger = new PostgresLedger(writer, LedgerMark.NONE, 3)) {
      assertThat(ledger.append(List.of(LedgerBatchTest.event(1, 0))).mark().position()).isOne();
    }
  }

  @Test
  void aDatabaseWithoutTheSchemaIsRefused() {
    refused("run \"context-graph schema install\"");
  }

  @Test
  void aSchemaOfRelease01IsRefusedUntilItIsUpgraded() throws SQLException {
    Release01.install(admin);
    refused("run \"context-graph schema install\"");
    LedgerSchema.install(admin, Map.of());
    used();
  }

  @Test
  void aSchemaThatLacksTheLastMigrationIsRefused() throws SQLException {
    Release01.install(admin);
    Release01.upgradeTo(admin, "012");
    refused("is version 12");
  }

  @Test
  void aNewerSchemaIsUsedUntilAMigrationSaysThatAnOlderJobMustNot() throws SQLException {
    LedgerSchema.install(admin, Map.of());
    execute("INSERT INTO ledger.schema_version VALUES (998, true)");
    used();
    execute("INSERT INTO ledger.schema_version VALUES (999, false)");
    refused("is version 999");
  }

  @Test
  void anAbsentServerIsNoMismatch() {
    PostgresConnections absent =
        new PostgresConnections(
            new ServerAddress(URI.create("postgresql://127.0.0.1:1/ledger"), "ledger_writer", null),
            "test");
    assertThatThrownBy(absent::openLedger)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(SqlFault.of(e)).isEqualTo(SqlFault.SERVER));
  }
}
