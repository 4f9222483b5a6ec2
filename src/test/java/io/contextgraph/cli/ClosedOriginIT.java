package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.note.KeyFile;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.system.TestSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is signed under an origin that the operator chose and that a fork has closed. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ClosedOriginIT {
  private static final String ORIGIN = "example.com/log";
  private static final String NEXT = "example.com/log2";
  private static final String CLOSED =
      "origin " + ORIGIN + " is closed since the ledger was forked at position 300";

  @TempDir private Path folder;
  private NotarizedLedger ledger = new NotarizedLedger("", Path.of(""));
  private NotarizedLedger restored = new NotarizedLedger("", Path.of(""));

  @BeforeEach
  void loseSignedPositions() throws Exception {
    ledger = new NotarizedLedger(NotarizedLedger.create(folder).database(), key("old", ORIGIN));
    ledger.append(1, 1, 300);
    restored = ledger.backup();
    ledger.append(1, 301, 400);
    assertThat(sign(ledger, ORIGIN).exitCode()).isZero();
  }

  private Path key(String file, String origin) throws IOException {
    Path path = folder.resolve(file);
    new KeyFile(path).create(SigningKey.generate(origin, VerifierKey.ED25519, new SecureRandom()));
    return path;
  }

  private static CommandRun sign(NotarizedLedger ledger, String origin) {
    return ledger.run("ledger", "checkpoint", "--origin", origin);
  }

  private static CommandRun fork(NotarizedLedger ledger, String... more) {
    String[] words = {"ledger", "fork", "--reason", "restored from a backup"};
    return ledger.run(joined(words, more));
  }

  private static CommandRun forkWithoutKey(NotarizedLedger ledger, String... more) {
    Map<String, String> environment = ledger.environment();
    environment.remove("CONTEXT_GRAPH_CHECKPOINT_KEY_FILE");
    String[] words = {"ledger", "fork", "--reason", "the key is gone"};
    return CommandRun.of(environment, joined(words, more));
  }

  private static String[] joined(String[] words, String[] more) {
    return Stream.of(words, more).flatMap(Arrays::stream).toArray(String[]::new);
  }

  private static void assertRefused(CommandRun run) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(run.err()).contains(CLOSED);
  }

  private void assertNotSuspended() throws Exception {
    assertThat(restored.text("SELECT suspended FROM ledger.head")).isEqualTo("null");
    restored.append(2, 1, 1);
  }

  private NotarizedLedger with(Path key) {
    return new NotarizedLedger(restored.database(), key);
  }

  @Test
  void theServiceWithUnchangedOptionsIsRefusedAndRecordingIsNotSuspendedAgain() throws Exception {
    CommandRun fork = fork(restored, "--origin", ORIGIN);
    assertThat(fork.exitCode()).as(fork.err()).isZero();
    assertThat(fork.out())
        .contains("origin " + ORIGIN + " is closed: nothing more is signed under it");
    assertRefused(sign(restored, ORIGIN));
    assertRefused(fork(restored, "--origin", ORIGIN));
    assertNotSuspended();
  }

  @Test
  void aNewKeyOfTheOldOriginSignsNoSecondHistory() throws Exception {
    assertThat(fork(restored, "--origin", ORIGIN).exitCode()).isZero();
    assertRefused(sign(with(key("new", ORIGIN)), ORIGIN));
    assertThat(sign(with(key("next", NEXT)), NEXT).exitCode()).isZero();
    assertNotSuspended();
  }

  @Test
  void whatOnlyTheFileBesideTheKeyKnowsIsClosedToo() throws Exception {
    TestSql.execute(restored.as("ledger_notary"), "SELECT ledger.suspend()");
    assertThat(forkWithoutKey(restored).exitCode()).isZero();
    assertThat(restored.text("SELECT result ->> 'last_checkpoint' FROM ledger.audit"))
        .isEqualTo("null");
    assertRefused(sign(restored, ORIGIN));
    assertNotSuspended();
  }

  @Test
  void whatTheLedgerStoredBeforeTheForkIsClosed() throws Exception {
    TestSql.execute(ledger.as("ledger_notary"), "SELECT ledger.suspend()");
    assertThat(forkWithoutKey(ledger, "--origin", "another.example").exitCode()).isZero();
    NotarizedLedger renewed = new NotarizedLedger(ledger.database(), key("new", ORIGIN));
    CommandRun run = sign(renewed, ORIGIN);
    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(run.err()).contains("is closed since the ledger was forked at position 400");
  }

  @Test
  void aLossAfterTheForkStillSuspendsRecording() throws Exception {
    fork(restored, "--origin", ORIGIN);
    NotarizedLedger next = with(key("next", NEXT));
    assertThat(sign(next, NEXT).exitCode()).isZero();
    NotarizedLedger again = next.backup();
    next.append(2, 1, 50);
    assertThat(sign(next, NEXT).exitCode()).isZero();
    CommandRun lost = sign(again, NEXT);
    assertThat(lost.exitCode()).as(lost.err()).isEqualTo(ExitCode.FOUND);
    assertThat(again.text("SELECT suspended FROM ledger.head")).isEqualTo("lost");
  }

  @Test
  void aForkWithoutAKeyNamesTheOriginsOfWhichItWouldLoseTheLastCheckpoint() throws Exception {
    String id = ledger.id();
    TestSql.execute(ledger.as("ledger_notary"), "SELECT ledger.suspend()");
    CommandRun unnamed = forkWithoutKey(ledger);
    assertThat(unnamed.exitCode()).as(unnamed.err()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(unnamed.err())
        .contains("the ledger has checkpoints of origin " + ORIGIN + ": name with --origin");
    assertThat(ledger.id()).isEqualTo(id);
    TestSql.execute(ledger.as("ledger_notary"), "SELECT ledger.fork()");
    assertThat(forkWithoutKey(ledger).exitCode())
        .as("of an interrupted fork too")
        .isEqualTo(ExitCode.WRONG_USAGE);
    CommandRun named = forkWithoutKey(ledger, "--origin", ORIGIN);
    assertThat(named.exitCode()).as(named.err()).isZero();
    assertThat(ledger.text("SELECT result ->> 'last_checkpoint' FROM ledger.audit"))
        .isEqualTo(Files.readString(folder.resolve("old.last")));
  }
}
