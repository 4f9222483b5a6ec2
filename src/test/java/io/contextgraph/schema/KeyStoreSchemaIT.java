package io.contextgraph.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.SchemaMismatchException;
import io.contextgraph.privacy.KeyStore;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import io.contextgraph.verify.CheckpointKeys;
import io.contextgraph.verify.Finding;
import io.contextgraph.verify.LedgerVerification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Installs the key store in a real Postgres. */
class KeyStoreSchemaIT {
  private static final Installation NO_PASSWORDS = Installation.of(Map.of());

  private static List<Finding> verify(PostgresConnections ledger) throws SQLException {
    try (Connection connection = ledger.open()) {
      return new LedgerVerification(connection, new CheckpointKeys(List.of()))
          .run(List.of(), (done, total) -> {})
          .findings();
    }
  }

  @Test
  void installingTwiceAppliesNothingAgain() throws SQLException {
    PostgresConnections admin = TestServers.ledger(TestServers.newDatabase(), "postgres");
    assertThat(KeyStoreSchema.install(admin, NO_PASSWORDS)).isPositive();
    assertThat(KeyStoreSchema.install(admin, NO_PASSWORDS)).isZero();
    assertThat(TestSql.text(admin, "SELECT to_regnamespace('ledger') IS NULL")).isEqualTo("t");
  }

  @Test
  void theKeyStoreIsNoPartOfTheVerifiedLedger() throws SQLException {
    String database = TestServers.newLedger();
    PostgresConnections admin = TestServers.ledger(database, "postgres");
    TestSql.execute(admin, "SELECT ledger.ensure_partition('2026-11-02T09:00:00Z')");
    assertThat(verify(admin)).isEmpty();
    TestServers.installKeyStore(database);
    assertThat(verify(admin)).isEmpty();
    TestSql.execute(admin, "CREATE TABLE ledger.mine (id int)");
    assertThat(verify(admin)).isNotEmpty();
  }

  @Test
  void aLedgerOfRelease01GetsAKeyStoreWhenItIsUpgraded() throws SQLException {
    PostgresConnections admin = TestServers.ledger(TestServers.newDatabase(), "postgres");
    Release01.install(admin);
    TestSql.execute(admin, "SELECT ledger.ensure_partition('2026-11-02T09:00:00Z')");
    LedgerSchema.install(admin, NO_PASSWORDS);
    assertThat(KeyStoreSchema.install(admin, NO_PASSWORDS)).isPositive();
    try (KeyStore store = KeyStore.open(admin)) {
      assertThat(store.counts().living()).isZero();
    }
    assertThat(verify(admin)).isEmpty();
  }

  @Test
  void theRolesOfALedgersKeyStoreFollowFromItsPrefix() throws SQLException {
    PostgresConnections admin = TestServers.ledger(TestServers.newDatabase(), "postgres");
    LedgerRoles roles = new LedgerRoles("store_" + System.nanoTime());
    Installation wanted = new Installation(Map.of(), Optional.of(roles), false, note -> {});
    LedgerSchema.install(admin, wanted);
    assertThat(LedgerSchema.installedRoles(admin)).contains(roles);
    assertThat(KeyStoreSchema.install(admin, wanted)).isPositive();
    assertThat(KeyStoreSchema.install(admin, NO_PASSWORDS)).as("found by their owner").isZero();
    assertThat(
            TestSql.text(
                admin,
                "SELECT count(*) FROM pg_shdepend s JOIN pg_roles r ON r.oid = s.refobjid"
                    + " WHERE s.refclassid = 'pg_authid'::regclass AND r.rolname LIKE 'privacy\\_%'"
                    + " AND s.dbid = (SELECT oid FROM pg_database"
                    + " WHERE datname = current_database())"))
        .isEqualTo("0");
    String officer = roles.prefix() + "_privacy_officer";
    assertThat(
            TestSql.text(
                admin,
                "SELECT has_function_privilege('"
                    + officer
                    + "', 'privacy.erase(text, text, uuid, text, text, bigint, text)', 'EXECUTE')"))
        .isEqualTo("t");
  }

  @Test
  void aRoleThatMayMoreIsRefusedBeforeAnythingChanges() throws SQLException {
    PostgresConnections admin = TestServers.ledger(TestServers.newDatabase(), "postgres");
    LedgerRoles roles = new LedgerRoles("unfit_" + System.nanoTime());
    TestSql.execute(
        admin, "CREATE ROLE " + roles.keyStoreRoles().loginNames().get(0) + " LOGIN CREATEDB");
    assertThatThrownBy(
            () ->
                KeyStoreSchema.install(
                    admin, new Installation(Map.of(), Optional.of(roles), false, note -> {})))
        .hasMessageContaining("roles of the key store exist with more")
        .hasMessageContaining("CREATEDB");
    assertThat(TestSql.text(admin, "SELECT to_regnamespace('privacy') IS NULL")).isEqualTo("t");
  }

  @Test
  void aMemberOfARoleThatExistsIsRefusedBeforeAnythingChanges() throws SQLException {
    PostgresConnections admin = TestServers.ledger(TestServers.newDatabase(), "postgres");
    LedgerRoles roles = new LedgerRoles("joined_" + System.nanoTime());
    String opener = roles.prefix() + "_privacy_opener";
    String person = roles.prefix() + "_person";
    TestSql.execute(
        admin,
        "CREATE ROLE " + opener + " LOGIN",
        "CREATE ROLE " + person + " LOGIN",
        "GRANT " + opener + " TO " + person);
    assertThatThrownBy(
            () ->
                KeyStoreSchema.install(
                    admin, new Installation(Map.of(), Optional.of(roles), false, note -> {})))
        .hasMessageContaining("roles of the key store exist with more")
        .hasMessageContaining(opener + " has the member " + person);
    assertThat(TestSql.text(admin, "SELECT to_regnamespace('privacy') IS NULL")).isEqualTo("t");
    TestSql.execute(admin, "DROP ROLE " + opener, "DROP ROLE " + person);
  }

  @Test
  void aStoreOfAnotherVersionIsRefusedInOneLine() throws SQLException {
    String database = TestServers.newDatabase();
    PostgresConnections admin = TestServers.ledger(database, "postgres");
    assertThatThrownBy(() -> KeyStore.open(admin))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("is absent")
        .hasMessageContaining("context-graph schema install");
    TestServers.installKeyStore(database);
    TestSql.execute(admin, "INSERT INTO privacy.schema_version VALUES (90, true)");
    KeyStore.open(admin).close();
    TestSql.execute(admin, "INSERT INTO privacy.schema_version VALUES (91, false)");
    assertThatThrownBy(() -> KeyStore.open(admin))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("is version 91");
  }

  @Test
  void theProgramExpectsTheLastMigration() throws SQLException, IOException {
    PostgresConnections admin = TestServers.ledger(TestServers.newDatabase(), "postgres");
    KeyStoreSchema.install(admin, NO_PASSWORDS);
    try (Stream<Path> files =
        Files.list(Path.of("src/main/resources/io/contextgraph/schema/privacy"))) {
      int last =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.startsWith("V"))
              .mapToInt(name -> Integer.parseInt(name.substring(1, 4)))
              .max()
              .orElseThrow();
      assertThat(TestSql.text(admin, "SELECT max(version) FROM privacy.schema_version"))
          .isEqualTo(Integer.toString(last));
    }
    TestSql.execute(admin, "DELETE FROM privacy.schema_version");
    TestSql.execute(
        admin,
        "INSERT INTO privacy.schema_version SELECT max(version::int) - 1, true"
            + " FROM privacy.schema_history WHERE version IS NOT NULL");
    assertThatThrownBy(() -> KeyStore.open(admin)).isInstanceOf(SchemaMismatchException.class);
  }
}
