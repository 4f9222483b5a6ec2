package io.contextgraph.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.EventFields;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.server.RefusedException;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roles of a ledger in a cluster that has roles and ledgers already; with roles of its own. */
class RoleInstallIT {
  private final LedgerRoles roles = new LedgerRoles("own_" + System.nanoTime());
  private final String person = roles.prefix() + "_person";
  private final String database = TestServers.newDatabase();
  private final PostgresConnections admin = TestServers.ledger(database, "postgres");
  private final List<String> notes = new ArrayList<>();

  @AfterEach
  void dropTheRoles() throws SQLException {
    List<String> all = new ArrayList<>(roles.roles().all());
    all.add(person);
    for (String role : all) {
      TestSql.execute(
          admin,
          "DO $$ BEGIN IF to_regrole('%1$s') IS NOT NULL THEN DROP OWNED BY %1$s CASCADE;"
                  .formatted(role)
              + " DROP ROLE %s; END IF; END $$".formatted(role));
    }
  }

  private int install(PostgresConnections into, Map<String, Secret> passwords, boolean reset)
      throws SQLException {
    return LedgerSchema.install(
        into, new Installation(passwords, Optional.of(roles), reset, notes::add));
  }

  private static Map<String, Secret> passwords(String password) {
    return Map.of("ledger_writer", new Secret.InMemory(password));
  }

  private PostgresConnections writer(PostgresConnections ledger, String password) {
    String role = roles.roles().substitute("ledger_writer");
    return new PostgresConnections(
        new ServerAddress(ledger.address().uri(), role, new Secret.InMemory(password)), "test");
  }

  private static void append(PostgresConnections writer) throws SQLException {
    try (PostgresLedger ledger = new PostgresLedger(writer, LedgerMark.NONE, 0)) {
      assertThat(ledger.append(List.of(EventFields.valid().event("events", "1-0"))).appended())
          .isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SUPERUSER, SUPERUSER",
    "CREATEROLE, CREATEROLE",
    "CREATEDB, CREATEDB",
    "REPLICATION, REPLICATION",
    "BYPASSRLS, BYPASSRLS",
    "IN ROLE pg_write_all_data, membership in pg_write_all_data"
  })
  void aRoleThatExistsWithMoreThanTheLedgerGivesItIsRefusedBeforeAnythingChanges(
      String attribute, String fault) throws SQLException {
    String role = roles.roles().substitute("ledger_reader");
    TestSql.execute(admin, "CREATE ROLE " + role + " LOGIN " + attribute);
    assertThatThrownBy(() -> install(admin, Map.of(), false))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("Nothing was installed")
        .hasMessageContaining(role + " has " + fault)
        .hasMessageContaining("--role-prefix");
    assertThat(TestSql.text(admin, "SELECT to_regnamespace('ledger') IS NULL")).isEqualTo("t");
    assertThat(TestSql.text(admin, "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'own\\_%'"))
        .isEqualTo("1");
  }

  @Test
  void settingsAndALoginOfTheOwnerAreRefusedTogetherAndAPlainRoleIsUsed() throws SQLException {
    String owner = roles.roles().owner();
    String writer = roles.roles().substitute("ledger_writer");
    TestSql.execute(
        admin,
        "CREATE ROLE " + owner + " LOGIN",
        "CREATE ROLE " + writer + " LOGIN",
        "ALTER ROLE " + writer + " SET synchronous_commit = off",
        "ALTER ROLE " + writer + " IN DATABASE " + database + " SET search_path = elsewhere");
    assertThatThrownBy(() -> install(admin, Map.of(), false))
        .hasMessageContaining(owner + " has LOGIN; ")
        .hasMessageContaining(writer + " has the setting search_path; ")
        .hasMessageContaining(writer + " has the setting synchronous_commit. ");
    TestSql.execute(
        admin,
        "ALTER ROLE " + owner + " NOLOGIN",
        "ALTER ROLE " + writer + " RESET ALL",
        "ALTER ROLE " + writer + " IN DATABASE " + database + " RESET ALL");
    assertThat(install(admin, passwords("one"), false)).isPositive();
    append(writer(admin, "one"));
  }

  /**
   * Who is a member of a role can become it, so a member that the ledger did not give is refused.
   */
  @ParameterizedTest
  @CsvSource({
    "ledger_owner, '', ''",
    "ledger_writer, '', ''",
    "ledger_notary, '', ''",
    "ledger_control, '', ''",
    "ledger_operator, WITH ADMIN OPTION, ' with ADMIN OPTION'"
  })
  void aMemberOfARoleThatExistsIsRefusedBeforeAnythingChanges(
      String defaultName, String option, String fault) throws SQLException {
    String role = roles.roles().substitute(defaultName);
    TestSql.execute(
        admin,
        "CREATE ROLE " + role + " NOLOGIN",
        "CREATE ROLE " + person + " LOGIN",
        "GRANT " + role + " TO " + person + " " + option);
    assertThatThrownBy(() -> install(admin, Map.of(), false))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("Nothing was installed")
        .hasMessageContaining(role + " has the member " + person + fault + ". Take that away");
    assertThat(TestSql.text(admin, "SELECT to_regnamespace('ledger') IS NULL")).isEqualTo("t");
  }

  @Test
  void membersThatVerifyAcceptsDoNotPreventAnUpgradeAndOthersDo() throws SQLException {
    install(admin, Map.of(), false);
    String reader = roles.roles().substitute("ledger_reader");
    String writer = roles.roles().substitute("ledger_writer");
    TestSql.execute(
        admin,
        "CREATE ROLE " + person + " LOGIN",
        "GRANT " + reader + " TO " + person + " WITH ADMIN OPTION",
        "GRANT " + roles.roles().substitute("ledger_operator") + " TO " + person);
    assertThat(install(admin, Map.of(), false)).isZero();
    TestSql.execute(admin, "GRANT " + writer + " TO " + person);
    assertThatThrownBy(() -> install(admin, Map.of(), false))
        .hasMessageContaining(": " + writer + " has the member " + person + ". Take that away");
  }

  @Test
  void aLedgerWithAPrefixUsesNoRoleOfAnotherOneAndIsUpgradedWithoutNamingIt() throws SQLException {
    TestServers.newLedger();
    assertThat(install(admin, passwords("one"), false)).isPositive();
    assertThat(notes).isEmpty();
    append(writer(admin, "one"));
    assertThat(
            TestSql.text(
                admin,
                "SELECT count(*) FROM pg_shdepend s JOIN pg_roles r ON r.oid = s.refobjid"
                    + " WHERE s.refclassid = 'pg_authid'::regclass AND r.rolname LIKE 'ledger\\_%'"
                    + " AND s.dbid = (SELECT oid FROM pg_database"
                    + " WHERE datname = current_database())"))
        .isEqualTo("0");
    assertThat(LedgerSchema.install(admin, Map.of())).as("found by their owner").isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                LedgerSchema.install(
                    admin,
                    new Installation(
                        Map.of(), Optional.of(LedgerRoles.DEFAULT), false, notes::add)))
        .withMessageContaining("begin with " + roles.prefix() + "_")
        .withMessageContaining("cannot be changed to ledger_");
  }

  @Test
  void aSecondDatabaseDoesNotChangeThePasswordsOfTheFirst() throws SQLException {
    install(admin, passwords("one"), false);
    append(writer(admin, "one"));
    PostgresConnections second = TestServers.ledger(TestServers.newDatabase(), "postgres");
    try {
      install(second, passwords("two"), false);
      assertThat(notes)
          .singleElement()
          .asString()
          .contains("also used by the database " + database, "--reset-passwords", "--role-prefix");
      append(writer(second, "one"));
      assertThatThrownBy(() -> writer(second, "two").open()).isInstanceOf(RefusedException.class);

      install(second, passwords("two"), true);
      writer(admin, "two").open().close();
    } finally {
      for (String role : roles.roles().all()) {
        TestSql.execute(second, "DROP OWNED BY " + role + " CASCADE");
      }
    }
  }
}
