package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.EventFields;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.ledger.TreeReader;
import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.schema.Release01;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger verify}, run as a user runs it. */
class LedgerVerifyCommandIT {
  private final String database = TestServers.newLedger();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final SigningKey key =
      SigningKey.generate("log", VerifierKey.ED25519, new SecureRandom());

  @TempDir private Path folder;

  @BeforeEach
  void record() throws Exception {
    PostgresConnections postgres = TestServers.ledger(database, "ledger_reader");
    environment.put(
        "CONTEXT_GRAPH_POSTGRES_URI",
        postgres
            .address()
            .uri()
            .toString()
            .replace("//", "//ledger_reader:" + postgres.address().resolvedPassword() + "@"));
    try (PostgresLedger ledger =
        new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 3)) {
      for (int i = 1; i <= 5; i++) {
        ledger.append(
            List.of(
                EventFields.valid()
                    .with("event_id", "00000000-0000-4000-8000-%012d".formatted(i))
                    .event("events", i + "-0")));
      }
    }
  }

  private CommandRun verify(String... options) {
    String[] words = new String[options.length + 2];
    words[0] = "ledger";
    words[1] = "verify";
    System.arraycopy(options, 0, words, 2, options.length);
    return CommandRun.of(environment, words);
  }

  private Path checkpoint(long size) throws Exception {
    try (Connection reader = TestServers.ledger(database, "ledger_reader").open()) {
      TreeReader tree = new TreeReader(reader);
      Checkpoint checkpoint =
          new Checkpoint("log", size, tree.tree(size).frontier().root(new Sha256()));
      byte[] note = new SignedNote(checkpoint.text(), List.of()).signedBy(key).toBytes();
      return Files.write(folder.resolve("checkpoint-" + size), note);
    }
  }

  @Test
  void aConsistentLedgerSaysWhatIsUnanchored() throws Exception {
    CommandRun without = verify();
    assertThat(without.exitCode()).as(without.err()).isZero();
    assertThat(without.out()).isEmpty();
    assertThat(without.err())
        .contains("5 of 5 positions", "up to position 5: consistent")
        .contains("only inconsistent tampering is found; unanchored: positions 1 to 5.");
    CommandRun with =
        verify("--checkpoint", checkpoint(3).toString(), "--vkey", key.verifierKey().toString());
    assertThat(with.exitCode()).as(with.err()).isZero();
    assertThat(with.err())
        .contains("A checkpoint confirms positions 1 to 3; unanchored")
        .contains("positions 4 to 5.");
    environment.put("CONTEXT_GRAPH_CHECKPOINT_VKEY", key.verifierKey().toString());
    assertThat(verify("--checkpoint", checkpoint(5).toString()).err())
        .contains("A checkpoint confirms positions 1 to 5; none is unanchored.");
  }

  @Test
  void anOptionTakesMoreThanOneCheckpointOrKey() throws Exception {
    SigningKey other = SigningKey.generate("log", VerifierKey.ED25519, new SecureRandom());
    CommandRun run =
        verify(
            "--checkpoint",
            checkpoint(3).toString(),
            checkpoint(5).toString(),
            "--vkey",
            other.verifierKey().toString(),
            key.verifierKey().toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("A checkpoint confirms positions 1 to 5");
  }

  private void execute(String sql) throws SQLException {
    TestSql.execute(TestServers.ledger(database, "postgres"), sql);
  }

  private void isFinding(String tampering, String detail) throws SQLException {
    execute(tampering);
    CommandRun run = verify();
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FOUND);
    assertThat(run.out()).contains("\"kind\":\"schema\"", detail);
  }

  @Test
  void aVersionThatWasTamperedWithIsAFinding() throws SQLException {
    isFinding("INSERT INTO ledger.schema_version VALUES (99, true)", "found: 99");
    isFinding("UPDATE ledger.schema_version SET older_job_may_continue = false", "found: 10");
    isFinding("DELETE FROM ledger.schema_version WHERE version > 22", "installed: ");
    isFinding("DELETE FROM ledger.schema_version", "rows schema_version is missing");
    isFinding("CREATE TABLE ledger.more ()", "table more is not installed");
    isFinding(
        "ALTER TABLE ledger.schema_version RENAME COLUMN version TO other",
        "column schema_version.version is missing");
    execute("DROP TABLE ledger.more");
    isFinding("DROP TABLE ledger.schema_version", "table schema_version is missing");
    isFinding("REVOKE USAGE ON SCHEMA ledger FROM ledger_reader", "grant schema ledger differs");
  }

  @Test
  void aVersionThatTheReaderMayNotReadIsAFinding() throws SQLException {
    isFinding(
        "REVOKE SELECT ON ledger.schema_version FROM ledger_reader",
        "grant table schema_version differs");
  }

  @Test
  void aLedgerOfAnotherReleaseIsNoFinding() throws SQLException {
    execute("CREATE TABLE ledger.later ()");
    execute("INSERT INTO ledger.schema_version VALUES (99, true)");
    CommandRun usable = verify();
    assertThat(usable.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(usable.err()).contains("is version 99", "use the release that installed it");
    execute("UPDATE ledger.schema_version SET older_job_may_continue = false WHERE version = 99");
    CommandRun newer = verify();
    assertThat(newer.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(newer.err()).contains("is version 99");
    execute("DROP SCHEMA ledger CASCADE");
    CommandRun absent = verify();
    assertThat(absent.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(absent.err()).contains("run \"context-graph schema install\"");
    PostgresConnections admin = TestServers.ledger(database, "postgres");
    Release01.install(admin);
    Release01.upgradeTo(admin, "012");
    CommandRun older = verify();
    assertThat(older.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(older.err()).contains("is version 12");
  }

  @Test
  void findingsArePrintedAndTheExitCodeIsOne() throws Exception {
    TestSql.execute(
        TestServers.ledger(database, "postgres"),
        "ALTER TABLE ledger.event DISABLE TRIGGER refuse_row_change",
        "UPDATE ledger.event SET agent_id = 'x' WHERE global_position = 4",
        "ALTER TABLE ledger.event ENABLE ALWAYS TRIGGER refuse_row_change");
    CommandRun json = verify();
    assertThat(json.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(json.out())
        .isEqualTo(
            "{\"kind\":\"row changed\",\"position\":4,\"last_position\":null,"
                + "\"event_id\":\"00000000-0000-4000-8000-000000000004\","
                + "\"detail\":\"its content hash is not that of its columns\"}\n");
    assertThat(json.err()).contains("1 finding (1 row changed).");
    assertThat(verify("--format", "table").out()).contains("kind", "row changed");
  }

  @Test
  void aCheckpointThatTheLedgerDoesNotFitIsSaidToConfirmNothing() throws Exception {
    String text = new Checkpoint("log", 9, Hash.of(new byte[32])).text();
    byte[] note = new SignedNote(text, List.of()).signedBy(key).toBytes();
    Path beyond = Files.write(folder.resolve("beyond"), note);
    CommandRun alone = verify("--checkpoint", beyond.toString());
    assertThat(alone.exitCode()).as(alone.err()).isEqualTo(ExitCode.FOUND);
    assertThat(alone.err())
        .contains("The ledger does not fit 1 of 1 given checkpoint; see the findings.")
        .contains("No given checkpoint confirms a position")
        .doesNotContain("from outside was compared");
    assertThat(
            verify("--checkpoint", beyond.toString(), "--checkpoint", checkpoint(3).toString())
                .err())
        .contains("The ledger does not fit 1 of 2 given checkpoints; see the findings.")
        .contains("A checkpoint confirms the tree up to position 3; unanchored");
  }

  @Test
  void aCheckpointOrKeyThatCannotBeUsedIsWrongUsage() throws Exception {
    CommandRun missing = verify("--checkpoint", folder.resolve("none").toString());
    assertThat(missing.exitCode()).as(missing.err()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(verify("--vkey", "nonsense").exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    SigningKey other = SigningKey.generate("log", VerifierKey.ED25519, new SecureRandom());
    CommandRun foreign =
        verify("--checkpoint", checkpoint(3).toString(), "--vkey", other.verifierKey().toString());
    assertThat(foreign.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(foreign.err()).contains("none of the given keys has signed it");
  }
}
