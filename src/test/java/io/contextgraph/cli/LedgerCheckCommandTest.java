package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.tree.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger check} of a file that is no proof; see LedgerProofIT for proofs. */
class LedgerCheckCommandTest {
  private static final String ORIGIN = "context-graph/test";

  private final SigningKey key =
      SigningKey.generate(ORIGIN, VerifierKey.ED25519, new SecureRandom());

  @TempDir private Path folder = Path.of("");

  private CommandRun check(byte[] file, String... more) throws IOException {
    Path checkpoint = folder.resolve("checkpoint");
    Files.write(checkpoint, file);
    Stream<String> words =
        Stream.of("ledger", "check", checkpoint.toString(), "--vkey", key.verifierKey().toString());
    return CommandRun.of(Map.of(), Stream.concat(words, Stream.of(more)).toArray(String[]::new));
  }

  private static byte[] checkpoint(SigningKey signer) {
    Checkpoint checkpoint = new Checkpoint(ORIGIN, 300, new Sha256().empty());
    return new SignedNote(checkpoint.text(), List.of()).signedBy(signer).toBytes();
  }

  @Test
  void aCheckpointShowsWhoSignedItAndSaysWhatItDoesNotShow() throws IOException {
    CommandRun run = check(checkpoint(key));
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out().lines().toList())
        .first()
        .isEqualTo("proven:     context-graph/test signed the ledger with positions 1 to 300");
    assertThat(run.out())
        .contains("not proven: split view and time not proven")
        .contains("not proven: which events the ledger has");
  }

  @Test
  void aCheckpointThatAnotherKeySignedIsWrong() throws IOException {
    SigningKey other = SigningKey.generate(ORIGIN, VerifierKey.ED25519, new SecureRandom());
    CommandRun run = check(checkpoint(other));
    assertThat(run.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(run.out())
        .contains("wrong:      no trusted key signed the checkpoint")
        .doesNotContain("\nproven:");
  }

  @Test
  void anEventIsNotCheckedWithACheckpoint() throws IOException {
    Path event = folder.resolve("event.json");
    Files.writeString(event, "{}");
    CommandRun run = check(checkpoint(key), "--event", event.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(run.err()).contains("--event needs a proof");
  }

  @Test
  void whatIsNeitherIsWrong() throws IOException {
    for (String file : new String[] {"", "nothing\n", "a\n\n\u2014 b YWJjZGU=\n"}) {
      CommandRun run = check(file.getBytes(StandardCharsets.UTF_8));
      assertThat(run.exitCode()).as(file).isEqualTo(ExitCode.FOUND);
      assertThat(run.out()).startsWith("wrong:      the proof is malformed: ");
    }
  }
}
