package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.KeyFile;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger checkpoint} on a real ledger. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LedgerCheckpointIT {
  private static final String SUSPENDED = "SELECT suspended FROM ledger.head";

  @TempDir private Path folder;
  private NotarizedLedger ledger = new NotarizedLedger("", Path.of(""));

  @BeforeEach
  void create() throws Exception {
    ledger = NotarizedLedger.create(folder);
  }

  private String out() {
    return folder.resolve("checkpoint").toString();
  }

  private SignedNote released() throws Exception {
    return SignedNote.parse(Files.readAllBytes(Path.of(out())));
  }

  private static void assertEnds(CommandRun run, int exitCode, String... words) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    if (words.length == 0) {
      assertThat(run.err()).isEmpty();
    } else {
      assertThat(run.err()).contains(words);
    }
  }

  private void sign() {
    assertEnds(ledger.run("ledger", "checkpoint", "--out", out()), ExitCode.DONE);
  }

  private String stored() throws SQLException {
    return ledger.text(
        "SELECT string_agg(encode(note, 'hex'), ' ' ORDER BY id) FROM ledger.checkpoint");
  }

  private static String hex(SignedNote note) {
    return HexFormat.of().formatHex(note.toBytes());
  }

  @Test
  void aCheckpointOfTheTreeIsSignedStoredKeptAndReleased() throws Exception {
    ledger.append(1, 1, 700);
    CommandRun run = ledger.run("ledger", "checkpoint");
    assertEnds(run, ExitCode.DONE);
    SignedNote note = SignedNote.parse(run.out().getBytes());
    assertThat(note.signedBy(VerifierKey.parse(ledger.vkey()))).isTrue();
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    assertThat(checkpoint.origin()).isEqualTo("context-graph/" + ledger.id());
    assertThat(checkpoint.size()).isEqualTo(700);
    assertThat(stored()).isEqualTo(hex(note));
    assertThat(Files.readAllBytes(folder.resolve("key.last"))).isEqualTo(note.toBytes());
    System.out.println("a checkpoint has " + note.toBytes().length + " bytes");
  }

  @Test
  void aTreeThatDidNotGrowHasTheSameCheckpoint() throws Exception {
    ledger.append(1, 1, 10);
    sign();
    SignedNote first = released();
    sign();
    assertThat(released()).isEqualTo(first);
    assertThat(stored()).isEqualTo(hex(first));
    ledger.append(1, 11, 600);
    sign();
    assertThat(stored()).isEqualTo(hex(first) + " " + hex(released()));
  }

  @Test
  void aCheckpointThatWasSyncedButNotStoredIsReleasedAsItIs() throws Exception {
    ledger.append(1, 1, 300);
    ledger.execute("REVOKE INSERT ON ledger.checkpoint FROM ledger_notary");
    ledger.execute(
        "REVOKE INSERT (origin, tree_size, root, note) ON ledger.checkpoint FROM ledger_notary");
    CommandRun failed = ledger.run("ledger", "checkpoint", "--out", out());
    assertEnds(failed, ExitCode.WRONG_USAGE, "permission denied");
    assertThat(Path.of(out())).doesNotExist();
    byte[] kept = Files.readAllBytes(folder.resolve("key.last"));
    ledger.execute(
        "GRANT INSERT (origin, tree_size, root, note) ON ledger.checkpoint TO ledger_notary");
    sign();
    assertThat(released().toBytes()).isEqualTo(kept);
    assertThat(stored()).isEqualTo(hex(released()));
  }

  @Test
  void aLedgerThatLostSignedPositionsIsNotSignedAndRecordsNothingMore() throws Exception {
    ledger.append(1, 1, 300);
    NotarizedLedger restored = ledger.backup();
    ledger.append(1, 301, 400);
    sign();
    CommandRun refused = restored.run("ledger", "checkpoint");
    assertEnds(
        refused,
        ExitCode.FOUND,
        "a signed checkpoint has 400 positions, but the ledger's tree has 300",
        "context-graph ledger fork");
    assertThat(restored.text(SUSPENDED)).isEqualTo("lost");
    assertThatThrownBy(() -> restored.append(1, 301, 301))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("nothing is recorded until \"context-graph ledger fork\"");
    assertThat(restored.text("SELECT position FROM ledger.head")).isEqualTo("300");
  }

  @Test
  void aLedgerWithOtherEventsAtSignedPositionsIsNotSigned() throws Exception {
    ledger.append(1, 1, 300);
    NotarizedLedger other = ledger.backup();
    ledger.append(1, 301, 400);
    sign();
    other.append(2, 301, 900);
    assertEnds(
        other.run("ledger", "checkpoint"), ExitCode.FOUND, "has another history than", "400");
    assertThat(other.text(SUSPENDED)).isEqualTo("lost");
  }

  @Test
  void aNewKeySignsNoTreeThatDoesNotContinueWhatAnOlderOneSigned() throws Exception {
    ledger.append(1, 1, 300);
    NotarizedLedger other = ledger.backup();
    ledger.append(1, 301, 400);
    sign();
    other.append(2, 301, 900);
    other.execute(
        "INSERT INTO ledger.checkpoint (origin, tree_size, root, note) VALUES ("
            + ledger.text(
                "SELECT format('%L, %s, %L, %L', origin, tree_size, root, note)"
                    + " FROM ledger.checkpoint")
            + ")");
    NotarizedLedger renewed = new NotarizedLedger(other.database(), folder.resolve("renewed"));
    new KeyFile(renewed.key())
        .create(
            SigningKey.generate(
                "context-graph/" + ledger.id(), VerifierKey.ED25519, new SecureRandom()));
    assertEnds(
        renewed.run("ledger", "checkpoint"),
        ExitCode.FOUND,
        "does not continue its stored checkpoint of 400 positions, which another key signed");
    assertThat(other.text(SUSPENDED)).isEqualTo("null");
  }

  @Test
  void aRowThatChangedSinceTheLastCheckpointIsNotSigned() throws Exception {
    ledger.append(1, 1, 300);
    sign();
    ledger.append(1, 301, 1_000);
    ledger.execute(
        "ALTER TABLE ledger.event DISABLE TRIGGER refuse_row_change",
        "UPDATE ledger.event SET stream = 'other' WHERE global_position = 600");
    CommandRun refused = ledger.run("ledger", "checkpoint");
    assertEnds(
        refused, ExitCode.FOUND, "tile 2 of level 0 is not that of the rows", "ledger verify");
    assertThat(ledger.text(SUSPENDED)).isEqualTo("null");
  }

  @Test
  void aSignedRowThatChangedDoesNotStopRecording() throws Exception {
    ledger.append(1, 1, 300);
    sign();
    ledger.execute(
        "ALTER TABLE ledger.event DISABLE TRIGGER refuse_row_change",
        "UPDATE ledger.event SET stream = 'other' WHERE global_position = 290");
    assertEnds(
        ledger.run("ledger", "checkpoint"),
        ExitCode.FOUND,
        "contradict each other",
        "ledger verify --checkpoint FILE.last");
    assertThat(ledger.text(SUSPENDED)).isEqualTo("null");
  }

  @Test
  void aDamagedStoredCheckpointIsNamed() throws Exception {
    ledger.append(1, 1, 300);
    sign();
    for (String damage :
        new String[] {"note = substring(note FROM 1 FOR 20)", "root = sha256('x')"}) {
      ledger.execute(
          "ALTER TABLE ledger.checkpoint DISABLE TRIGGER refuse_row_change",
          "UPDATE ledger.checkpoint SET " + damage);
      String named = "stored checkpoint 1 is damaged: run \"context-graph ledger verify\"";
      assertEnds(ledger.run("ledger", "checkpoint"), ExitCode.FOUND, named);
      assertEnds(
          ledger.run("ledger", "prove", NotarizedLedger.eventId(1, 3)), ExitCode.FOUND, named);
    }
    assertThat(ledger.text(SUSPENDED)).isEqualTo("null");
  }

  @Test
  void aSecondKeySignsTooAndTheOldOneAlone() throws Exception {
    ledger.append(1, 1, 10);
    sign();
    SigningKey second =
        SigningKey.generate(
            "context-graph/" + ledger.id(), VerifierKey.ED25519, new SecureRandom());
    new KeyFile(ledger.key()).add(second);
    sign();
    assertThat(released().signatures()).hasSize(2);
    assertThat(released().signedBy(second.verifierKey())).isTrue();
    assertThat(released().signedBy(VerifierKey.parse(ledger.vkey()))).isTrue();
  }

  @Test
  void aKeyOfAnotherOriginOrOneThatOthersMayReadIsRefused() throws Exception {
    Path other = folder.resolve("other");
    new KeyFile(other)
        .create(SigningKey.generate("elsewhere", VerifierKey.ED25519, new SecureRandom()));
    CommandRun refused = ledger.run("ledger", "checkpoint", "--key", other.toString());
    assertEnds(refused, ExitCode.WRONG_USAGE, "the key is that of origin elsewhere");
    CommandRun chosen =
        ledger.run("ledger", "checkpoint", "--key", other.toString(), "--origin", "elsewhere");
    assertEnds(chosen, ExitCode.DONE);
    assertThat(chosen.out()).startsWith("elsewhere\n0\n");
    Files.setPosixFilePermissions(ledger.key(), PosixFilePermissions.fromString("rw-r--r--"));
    assertEnds(ledger.run("ledger", "checkpoint"), ExitCode.WRONG_USAGE, "chmod 600");
  }
}
