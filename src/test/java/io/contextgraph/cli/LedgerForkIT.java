package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.note.KeyFile;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.system.TestSql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger fork} after a real ledger lost signed positions. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LedgerForkIT {
  @TempDir private Path folder;
  private NotarizedLedger ledger = new NotarizedLedger("", Path.of(""));
  private NotarizedLedger restored = new NotarizedLedger("", Path.of(""));

  @BeforeEach
  void loseSignedPositions() throws Exception {
    ledger = NotarizedLedger.create(folder);
    ledger.append(1, 1, 300);
    restored = ledger.backup();
    ledger.append(1, 301, 400);
    assertThat(ledger.run("ledger", "checkpoint").exitCode()).isZero();
  }

  private static CommandRun fork(NotarizedLedger ledger) {
    return ledger.run("ledger", "fork", "--reason", "restored from a backup");
  }

  @Test
  void aForkGivesANewIdAndRecordsTheOldOnesLastCheckpointFirst() throws Exception {
    String old = restored.id();
    CommandRun fork = fork(restored);
    assertThat(fork.exitCode()).as(fork.err()).isZero();
    String id = restored.id();
    assertThat(id).isNotEqualTo(old);
    assertThat(fork.out())
        .contains("ledger " + old + " ended at position 300")
        .contains("it continues as ledger " + id + ", whose first position is 301")
        .contains("ledger key new --origin context-graph/" + id + " --file FILE");
    assertThat(
            restored.text(
                "SELECT concat_ws(' ', global_position, event_type, reason, result ->>"
                    + " 'old_ledger_id', result ->> 'ledger_id') FROM ledger.audit"))
        .isEqualTo("301 audit.fork restored from a backup " + old + " " + id);
    assertThat(
            restored.text(
                "SELECT concat_ws(' ', parameters ->> 'with_key', result ->> 'closed_origin') FROM"
                    + " ledger.audit"))
        .isEqualTo("true context-graph/" + old);
    assertThat(restored.text("SELECT result ->> 'last_checkpoint' FROM ledger.audit"))
        .isEqualTo(Files.readString(folder.resolve("key.last")).strip() + "\n");
    assertThat(restored.text("SELECT ledger_id || ' ' || successor FROM ledger.predecessor"))
        .isEqualTo(old + " " + id);
  }

  @Test
  void nothingButTheForkIsRecordedAndThenEverythingIs() throws Exception {
    assertThat(restored.run("ledger", "checkpoint").exitCode()).isEqualTo(ExitCode.FOUND);
    assertThatThrownBy(() -> restored.append(1, 301, 301)).isInstanceOf(SQLException.class);
    TestSql.execute(restored.as("ledger_notary"), "SELECT ledger.fork()");
    assertThatThrownBy(() -> restored.append(1, 301, 301)).isInstanceOf(SQLException.class);
    String id = restored.id();
    assertThat(fork(restored).exitCode()).as("an interrupted fork is continued").isZero();
    assertThat(restored.id()).isEqualTo(id);
    restored.append(1, 301, 500);
    assertThat(restored.text("SELECT position FROM ledger.head")).isEqualTo("501");
  }

  @Test
  void theNewIdIsSignedByItsOwnKeyAndItsFirstEventIsProven() throws Exception {
    fork(restored);
    CommandRun old = restored.run("ledger", "checkpoint");
    assertThat(old.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(old.err()).contains("the key is that of origin", restored.id());
    NotarizedLedger renewed = new NotarizedLedger(restored.database(), folder.resolve("new"));
    new KeyFile(renewed.key())
        .create(
            SigningKey.generate(
                "context-graph/" + renewed.id(), VerifierKey.ED25519, new SecureRandom()));
    assertThat(renewed.run("ledger", "checkpoint").exitCode()).isZero();
    String event =
        renewed.text("SELECT event_id FROM ledger.audit WHERE event_type = 'audit.fork'");
    Files.writeString(folder.resolve("event"), renewed.run("events", "--id", event).out());
    Files.writeString(folder.resolve("proof"), renewed.run("ledger", "prove", event).out());
    CommandRun check =
        renewed.run(
            "ledger",
            "check",
            folder.resolve("proof").toString(),
            "--event",
            folder.resolve("event").toString(),
            "--vkey",
            renewed.vkey());
    assertThat(check.exitCode()).as(check.out()).isZero();
    assertThat(check.out()).contains("at position 301", "proven:     the content of the event");
  }

  private static CommandRun forkWithoutKey(NotarizedLedger ledger) {
    Map<String, String> environment = ledger.environment();
    environment.remove("CONTEXT_GRAPH_CHECKPOINT_KEY_FILE");
    return CommandRun.of(environment, "ledger", "fork", "--reason", "the key is gone");
  }

  @Test
  void withoutAKeyOnlyASuspendedLedgerIsForkedAndOnlyOnce() throws Exception {
    String old = restored.id();
    CommandRun refused = forkWithoutKey(restored);
    assertThat(refused.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(refused.err()).contains("recording is not suspended", "SELECT ledger.suspend()");
    assertThat(restored.id()).isEqualTo(old);
    TestSql.execute(restored.as("ledger_notary"), "SELECT ledger.suspend()");
    CommandRun fork = forkWithoutKey(restored);
    assertThat(fork.exitCode()).as(fork.err()).isZero();
    String id = restored.id();
    assertThat(id).isNotEqualTo(old);
    assertThat(forkWithoutKey(restored).exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(restored.id()).isEqualTo(id);
  }

  @Test
  void aSuspendedLedgerIsForkedAlsoIfTheKeyKnowsOfNoLoss() throws Exception {
    assertThat(restored.run("ledger", "checkpoint").exitCode()).isEqualTo(ExitCode.FOUND);
    String old = restored.id();
    Files.delete(folder.resolve("key.last"));
    CommandRun fork = fork(restored);
    assertThat(fork.exitCode()).as(fork.err()).isZero();
    assertThat(restored.id()).isNotEqualTo(old);
  }

  @Test
  void theLargerOneOfTheKeptAndTheStoredCheckpointIsRecorded() throws Exception {
    byte[] kept = Files.readAllBytes(folder.resolve("key.last"));
    ledger.append(1, 401, 500);
    assertThat(ledger.run("ledger", "checkpoint").exitCode()).isZero();
    String stored = Files.readString(folder.resolve("key.last"));
    Files.write(folder.resolve("key.last"), kept);
    TestSql.execute(ledger.as("ledger_notary"), "SELECT ledger.suspend()");
    CommandRun fork = fork(ledger);
    assertThat(fork.exitCode()).as(fork.err()).isZero();
    assertThat(ledger.text("SELECT result ->> 'last_checkpoint' FROM ledger.audit"))
        .isEqualTo(stored);
  }

  @Test
  void aLedgerThatLostNothingIsNotForked() throws Exception {
    String id = ledger.id();
    CommandRun fork = fork(ledger);
    assertThat(fork.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(fork.err()).contains("no signed position was lost");
    assertThat(ledger.id()).isEqualTo(id);
    ledger.append(1, 401, 401);
  }

  @Test
  void aDamagedStoredCheckpointDoesNotKeepAForkFromBeingRecorded() throws Exception {
    ledger.execute(
        "ALTER TABLE ledger.checkpoint DISABLE TRIGGER refuse_row_change",
        "UPDATE ledger.checkpoint SET note = substring(note FROM 1 FOR 20)");
    TestSql.execute(ledger.as("ledger_notary"), "SELECT ledger.suspend()");
    CommandRun fork = fork(ledger);
    assertThat(fork.exitCode()).as(fork.err()).isZero();
    assertThat(ledger.text("SELECT result ->> 'last_checkpoint' FROM ledger.audit"))
        .isEqualTo(Files.readString(folder.resolve("key.last")));
  }
}
