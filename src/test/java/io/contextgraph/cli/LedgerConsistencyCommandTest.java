package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.note.WitnessRequest;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger consistency} of two checkpoints that need no proof, without any server. */
class LedgerConsistencyCommandTest {
  private static final Hash EMPTY = new Sha256().empty();
  private static final Hash ONE = new Sha256().leaf(new byte[] {1});
  private static final Hash OTHER = new Sha256().leaf(new byte[] {2});

  private final SigningKey key =
      SigningKey.generate("log.example/a", VerifierKey.ED25519, new SecureRandom());

  @TempDir private Path folder = Path.of("");

  private String file(String name, long size, Hash root) throws IOException {
    String text = new Checkpoint("log.example/a", size, root).text();
    Path file = folder.resolve(name);
    Files.write(file, new SignedNote(text, List.of()).signedBy(key).toBytes());
    return file.toString();
  }

  private CommandRun check(String old, String newer, String... more) {
    List<String> words = new ArrayList<>(List.of("ledger", "consistency", old, newer));
    words.addAll(List.of("--vkey", key.verifierKey().toString()));
    words.addAll(List.of(more));
    return CommandRun.of(Map.of(), words.toArray(String[]::new));
  }

  @Test
  void twoRootsOfOneSizeAreAForkWithoutALedger() throws IOException {
    CommandRun run = check(file("a", 1, ONE), file("b", 1, OTHER));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FOUND);
    assertThat(run.out())
        .contains("wrong:      the checkpoints have the same size 1", "was forked");
  }

  @Test
  void aCheckpointContinuesItselfAndOneWithoutPositionsWithoutALedger() throws IOException {
    CommandRun same = check(file("a", 1, ONE), file("b", 1, ONE));
    assertThat(same.exitCode()).as(same.out() + same.err()).isZero();
    Path proof = folder.resolve("proof");
    CommandRun first = check(file("a", 0, EMPTY), file("b", 7, OTHER), "--out", proof.toString());
    assertThat(first.exitCode()).as(first.out() + first.err()).isZero();
    assertThat(WitnessRequest.parse(Files.readAllBytes(proof)).proof()).isEmpty();
    CommandRun wrong = check(file("a", 0, OTHER), file("b", 7, OTHER));
    assertThat(wrong.exitCode()).isEqualTo(ExitCode.FOUND);
  }

  @Test
  void anyOtherPairNeedsAProof() throws IOException {
    CommandRun run = check(file("a", 1, ONE), file("b", 2, OTHER));
    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(run.err()).contains("CONTEXT_GRAPH_POSTGRES_URI is not set");
  }
}
