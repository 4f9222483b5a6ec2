package io.contextgraph.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerRolesTest {
  private static final Path MIGRATIONS = Path.of("src/main/resources/io/contextgraph/schema");
  private static final Pattern GRANTEES =
      Pattern.compile("(?:\\bTO|CREATE ROLE)\\s+((?:(?:ledger|privacy)_\\w+(?:,\\s+)?)+)");

  @Test
  void onlyTheNamesOfRolesAreReplaced() {
    SchemaRoles roles = new LedgerRoles("team_a").roles();
    assertThat(
            roles.substitute(
                "GRANT SELECT ON ledger.event TO ledger_reader, ledger_operator; -- ledger_appended"
                    + " my_ledger_writer ledger_writers 'ledger_control'"))
        .isEqualTo(
            "GRANT SELECT ON ledger.event TO team_a_reader, team_a_operator; -- ledger_appended"
                + " my_ledger_writer ledger_writers 'team_a_control'");
    assertThat(LedgerRoles.DEFAULT.roles().substitute("ledger_owner")).isEqualTo("ledger_owner");
  }

  @Test
  void everyRoleThatAMigrationNamesIsReplaced() throws IOException {
    LedgerRoles other = new LedgerRoles("other");
    assertThat(named("ledger")).contains("ledger_owner", "ledger_writer", "ledger_control");
    assertReplaced(LedgerRoles.DEFAULT.roles(), other.roles(), "other_");
    assertReplaced(LedgerRoles.DEFAULT.keyStoreRoles(), other.keyStoreRoles(), "other_privacy_");
  }

  private static void assertReplaced(SchemaRoles defaults, SchemaRoles other, String prefix)
      throws IOException {
    TreeSet<String> named = named(defaults.schema());
    assertThat(named).allMatch(name -> other.substitute(name).startsWith(prefix));
    assertThat(defaults.all()).containsExactlyInAnyOrderElementsOf(named);
  }

  /** The roles that the migrations of a schema name. */
  private static TreeSet<String> named(String schema) throws IOException {
    TreeSet<String> named = new TreeSet<>();
    try (Stream<Path> files = Files.list(MIGRATIONS.resolve(schema))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        GRANTEES
            .matcher(Files.readString(file))
            .results()
            .flatMap(found -> Stream.of(found.group(1).strip().split(",\\s+")))
            .forEach(named::add);
      }
    }
    return named;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A",
        "1a",
        "a-b",
        "pg",
        "pg_",
        "pg_x",
        "a b",
        "a\"",
        "é",
        "privacy",
        "team_privacy",
        "_privacy",
        "ledger_privacy",
        "a_privacy_privacy"
      })
  void aPrefixThatIsNoPartOfANameIsRefused(String prefix) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LedgerRoles(prefix))
        .withMessageContaining("a prefix of roles has 1 to 40");
  }

  @ParameterizedTest
  @ValueSource(strings = {"p", "pgx", "page", "privacy_team", "privacyteam", "team_privacy2"})
  void aPrefixThatOnlyResemblesAReservedOneIsAccepted(String prefix) {
    assertThat(new LedgerRoles(prefix).roles().owner()).isEqualTo(prefix + "_owner");
  }

  /** The roles of a cluster are shared: those of two ledgers and their key stores are all apart. */
  @Test
  void rolesOfLedgersWithDifferentPrefixesHaveNoNameInCommon() {
    List<String> names =
        Stream.of("ledger", "team", "team_a", "privacy_team", "a")
            .map(LedgerRoles::new)
            .flatMap(
                it -> Stream.concat(it.roles().all().stream(), it.keyStoreRoles().all().stream()))
            .toList();
    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void theRolesOfALedgerAreKnownByItsOwner() {
    SchemaRoles roles = LedgerRoles.DEFAULT.roles();
    assertThat(roles.ofOwner("team_a_owner")).contains(new LedgerRoles("team_a").roles());
    assertThat(roles.ofOwner("postgres")).isEmpty();
    assertThat(roles.ofOwner("_owner")).isEmpty();
  }
}
