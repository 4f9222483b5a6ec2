package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.EventId;
import io.contextgraph.event.Sealer;
import io.contextgraph.event.Status;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.privacy.KeyEncryptionKeyFile;
import io.contextgraph.privacy.KeyStoreSealers;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of the key store with a real one. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PrivacyCommandIT {
  private static final EventId EVENT = EventId.parse("01a19b7c-a680-71c3-ace8-a48712937ea3");

  @TempDir private Path folder = Path.of("");
  private String database = "";
  private Path file = Path.of("");
  private final StringBuilder printed = new StringBuilder();

  @BeforeEach
  void create() {
    database = TestServers.newLedgerWithKeyStore();
    file = folder.resolve("keys");
    assertThat(run("privacy", "key", "new", file.toString())).isZero();
  }

  /** No command printed a key. */
  @AfterEach
  void noKeyWasPrinted() throws IOException {
    for (String line : Files.readAllLines(file).subList(1, 2)) {
      assertThat(printed).doesNotContain(line.substring(line.indexOf(' ') + 1));
    }
  }

  private PostgresConnections as(String role) {
    return TestServers.ledger(database, role);
  }

  private Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>();
    variables.put("CONTEXT_GRAPH_POSTGRES_URI", uri("ledger_operator"));
    variables.put("CONTEXT_GRAPH_POSTGRES_CONTROL_URI", uri("ledger_control"));
    variables.put("CONTEXT_GRAPH_PRIVACY_OFFICER_URI", uri("privacy_officer"));
    variables.put("CONTEXT_GRAPH_PRIVACY_KEY_FILE", file.toString());
    return variables;
  }

  private String uri(String role) {
    PostgresConnections connections = as(role);
    return connections
        .address()
        .uri()
        .toString()
        .replace("//", "//" + role + ":" + connections.address().resolvedPassword() + "@");
  }

  private int run(String... words) {
    CommandRun run = CommandRun.of(environment(), words);
    printed.append(run.out()).append(run.err());
    return run.exitCode();
  }

  private String text(String query) throws SQLException {
    return TestSql.text(as("postgres"), query);
  }

  private String audit(String type) throws SQLException {
    return text(
        "SELECT string_agg(concat_ws(' ', reason, result), '; ' ORDER BY global_position)"
            + " FROM ledger.audit WHERE event_type = '"
            + type
            + "'");
  }

  private void seal(int from, int upTo) {
    try (Sealer sealer =
        new KeyStoreSealers(
                as("privacy_sealer"),
                new KeyEncryptionKeyFile(file.toString()),
                as("ledger_writer"),
                false,
                3)
            .open()) {
      for (int i = from; i < upTo; i++) {
        assertThat(sealer.seal(EVENT, "s" + i, new byte[] {'{', '}'}))
            .isInstanceOf(Sealer.Outcome.Sealed.class);
      }
    }
  }

  private long recordErasure(String subject) throws SQLException {
    ControlEvent.Actor actor = new ControlEvent.Actor("privacy_officer", "ada", Optional.empty());
    try (ControlEvents events =
        ControlEvents.open(as("ledger_control"), actor, UUID::randomUUID, InstantSource.system())) {
      return events.append(
          new ControlEvent(
              "privacy.erased",
              Status.COMPLETED,
              Optional.of("asked"),
              new TreeMap<>(Map.of("subject", subject)),
              new TreeMap<>()));
    }
  }

  @Test
  void aKeyFileIsMadeOnceAndOnlyItsIdIsPrinted() throws IOException {
    String id = printed.toString().strip();
    assertThat(Files.readAllLines(file).get(1)).startsWith(id + " ");
    assertThat(run("privacy", "key", "new", file.toString())).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(printed).contains("never replaced");
    assertThat(Files.readAllLines(file)).hasSize(2);
  }

  @Test
  void rotateIsRecordedWithItsReasonAndDestroysTheOldKeys() throws Exception {
    seal(0, 30);
    String old = text("SELECT kek_id FROM privacy.kek");
    assertThat(run("privacy", "rotate", "--destroy-old", "--reason", "each year"))
        .as(printed.toString())
        .isZero();
    String active = text("SELECT kek_id FROM privacy.kek WHERE state = 'active'");
    assertThat(printed)
        .contains(active + " is the active key-encryption key")
        .contains("the keys of 30 subjects were encrypted")
        .contains(old + " is destroyed");
    assertThat(Files.readAllLines(file)).hasSize(2).element(1).asString().startsWith(active);
    assertThat(text("SELECT parameters ->> 'key_file_lost' FROM ledger.audit")).isEqualTo("false");
    assertThat(audit("privacy.rotated"))
        .startsWith("each year")
        .contains(active, "\"destroyed_now\":\"" + old + "\"", "\"rewrapped\":\"30\"");
    assertThat(
            text(
                "SELECT DISTINCT actor_role FROM ledger.audit WHERE event_type = 'privacy.rotated'"))
        .isEqualTo("privacy_officer");
    seal(20, 31);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count(*) = 2 FROM privacy.kek",
        "SELECT count(*) > 0 FROM privacy.subject s JOIN privacy.kek k USING (kek_id)"
            + " WHERE k.state = 'active' AND (SELECT count(*) FROM privacy.kek) = 2",
        "SELECT count(*) = 0 FROM privacy.subject s JOIN privacy.kek k USING (kek_id)"
            + " WHERE k.state <> 'active' AND (SELECT count(*) FROM privacy.kek) = 2",
        "SELECT count(*) > 0 FROM privacy.kek WHERE state = 'destroyed'"
      })
  void aRotationThatIsKilledIsCompletedByTheNext(String moment) throws Exception {
    seal(0, 600);
    Process process = Jar.start(environment(), "privacy", "rotate", "--destroy-old");
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (process.isAlive() && !text(moment).equals("t")) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
    System.out.println("killed while it ran: " + process.isAlive());
    process.destroyForcibly().waitFor();
    Jar.Ended next = Jar.run(environment(), "privacy", "rotate", "--destroy-old");
    assertThat(next.exitCode()).as(next.output()).isZero();
    assertThat(
            text(
                "SELECT count(*) FROM privacy.subject s JOIN privacy.kek k USING (kek_id)"
                    + " WHERE k.state = 'active'"))
        .isEqualTo("600");
    assertThat(text("SELECT count(*) FROM privacy.kek WHERE state = 'retired'")).isEqualTo("0");
    assertThat(Files.readAllLines(file)).hasSize(2);
    assertThat(audit("privacy.rotated")).contains("\"destroyed\":\"kek-");
    seal(590, 601);
  }

  @Test
  void noPartOfACommandsArgumentsIsASecret() throws Exception {
    seal(0, 300);
    Process process = Jar.start(environment(), "privacy", "rotate");
    Optional<String> arguments = process.info().commandLine();
    process.waitFor();
    String password = String.valueOf(as("privacy_officer").address().resolvedPassword());
    assertThat(arguments).isPresent();
    assertThat(arguments.get()).contains("rotate").doesNotContain(password);
  }

  @Test
  void restoreErasesAgainWhatTheStoreMissesAndSaysIt() throws Exception {
    seal(0, 3);
    long position = recordErasure("s1");
    assertThat(run("privacy", "status")).isEqualTo(ExitCode.FOUND);
    assertThat(printed).contains("context-graph privacy restore");
    assertThat(run("privacy", "restore", "--reason", "disk lost")).isZero();
    assertThat(printed)
        .contains("erased again: s1, as at position " + position)
        .contains("1 erasure was missing");
    assertThat(audit("privacy.restored")).startsWith("disk lost").contains("\"applied\":\"1\"");
    assertThat(text("SELECT count(*) FROM privacy.subject WHERE keyset IS NULL")).isEqualTo("1");
    assertThat(run("privacy", "restore")).isZero();
    assertThat(printed).contains("0 erasures were missing");
    assertThat(text("SELECT count(*) FROM ledger.audit WHERE event_type = 'privacy.restored'"))
        .isEqualTo("1");
  }

  @Test
  void aStoreThatIsTakenFromAnotherLedgerIsRecorded() throws Exception {
    seal(0, 1);
    String other = "00000000-0000-4000-8000-000000000001";
    TestSql.execute(as("postgres"), "SELECT privacy.bind('" + other + "')");
    assertThat(run("privacy", "restore")).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(run("privacy", "restore", "--another-ledger", "--reason", "moved")).isZero();
    assertThat(audit("privacy.restored"))
        .startsWith("moved")
        .contains("\"previous_ledger_id\":\"" + other + "\"");
    assertThat(run("privacy", "restore", "--another-ledger")).isZero();
    assertThat(text("SELECT count(*) FROM ledger.audit WHERE event_type = 'privacy.restored'"))
        .isEqualTo("1");
  }

  @Test
  void rotateAppliesWhatARestoredStoreMissesFirstAndSaysIt() throws Exception {
    seal(0, 3);
    long position = recordErasure("s1");
    assertThat(run("privacy", "rotate", "--reason", "each year")).isZero();
    assertThat(printed)
        .contains("erased again: s1, as at position " + position)
        .contains("the keys of 2 subjects were encrypted");
    assertThat(audit("privacy.restored")).startsWith("each year").contains("\"applied\":\"1\"");
  }

  @Test
  void onlyAKeyThatTheFileLacksIsSaidToHaveNoCopyLeft() throws Exception {
    seal(0, 1);
    String active = text("SELECT kek_id FROM privacy.kek");
    assertThat(run("privacy", "rotate", "--destroy-old", "--no-copy-left", active))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(run("privacy", "rotate", "--destroy-old", "--no-copy-left", "kek-00000000"))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(text("SELECT count(*) FROM privacy.kek")).isEqualTo("1");
  }

  @Test
  void statusShowsTheKeysTheSubjectsAndUnfinishedErasures() throws Exception {
    seal(0, 2);
    assertThat(run("privacy", "status")).as(printed.toString()).isZero();
    assertThat(printed)
        .contains("active since", "encrypts the keys of 2 subjects")
        .contains("subjects: 2 with a key, 0 erased, 0 of them not finished")
        .contains("ledger: every erasure that it recorded is in the key store");
    recordErasure("s1");
    run("privacy", "restore");
    assertThat(run("privacy", "status")).isEqualTo(ExitCode.FOUND);
    assertThat(printed).contains("1 erased, 1 of them not finished", "not finished: s1");
    TestSql.execute(
        as("postgres"),
        "ALTER TABLE privacy.subject DISABLE TRIGGER keep_subject",
        "UPDATE privacy.subject SET leased_until = now() - interval '1 s'",
        "ALTER TABLE privacy.subject ENABLE ALWAYS TRIGGER keep_subject");
    assertThat(run("privacy", "restore")).isZero();
    assertThat(run("privacy", "status")).as(printed.toString()).isZero();
  }

  @Test
  void aCommandThatCouldNotBeRecordedDoesNothing() throws Exception {
    seal(0, 1);
    Map<String, String> environment = environment();
    environment.remove("CONTEXT_GRAPH_POSTGRES_CONTROL_URI");
    for (String[] words :
        List.of(new String[] {"privacy", "rotate"}, new String[] {"privacy", "restore"})) {
      CommandRun run = CommandRun.of(environment, words);
      assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
      assertThat(run.err()).contains("CONTEXT_GRAPH_POSTGRES_CONTROL_URI");
    }
    assertThat(text("SELECT count(*) FROM privacy.kek")).isEqualTo("1");
  }

  @Test
  void schemaInstallInstallsTheKeyStoreInTheLedgersDatabaseOrInAnother() throws Exception {
    String ledger = TestServers.newDatabase();
    String other = TestServers.newDatabase();
    Map<String, String> variables = new HashMap<>();
    database = ledger;
    variables.put("CONTEXT_GRAPH_POSTGRES_ADMIN_URI", uri("postgres"));
    CommandRun first = CommandRun.of(variables, "schema", "install");
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out()).containsPattern("key store: [1-9][0-9]* migrations applied");
    assertThat(CommandRun.of(variables, "schema", "install").out())
        .contains("ledger: 0 migrations applied", "key store: 0 migrations applied");
    database = other;
    variables.put("CONTEXT_GRAPH_PRIVACY_ADMIN_URI", uri("postgres"));
    CommandRun second = CommandRun.of(variables, "schema", "install");
    assertThat(second.out()).containsPattern("key store: [1-9][0-9]* migrations applied");
    assertThat(text("SELECT to_regnamespace('ledger') IS NULL")).isEqualTo("t");
    assertThat(Stream.of(first, second).map(CommandRun::exitCode)).containsOnly(0);
  }
}
