package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.tree.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command answers if a folder or a device without end is named instead of a file. */
class NamedFilesTest {
  private static final String ENDLESS = "/dev/zero";

  private final SigningKey key = SigningKey.generate("o", VerifierKey.ED25519, new SecureRandom());

  @TempDir private Path folder = Path.of("");
  private String wrong = "";
  private String checkpoint = "";

  @BeforeEach
  void create() throws IOException {
    wrong = Files.createDirectory(folder.resolve("folder")).toString();
    Files.setPosixFilePermissions(Path.of(wrong), PosixFilePermissions.fromString("rwx------"));
    String text = new Checkpoint("o", 1, new Sha256().empty()).text();
    Path file = folder.resolve("checkpoint");
    Files.write(file, new SignedNote(text, List.of()).signedBy(key).toBytes());
    checkpoint = file.toString();
  }

  private void isNamed(String file, String... words) {
    Map<String, String> environment = Map.of("CONTEXT_GRAPH_CHECKPOINT_VKEY", vkey());
    CommandRun run = CommandRun.of(environment, words);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(run.err()).contains(file);
  }

  /** Runs the command with each wrong file in the place of {@code FILE}. */
  private void isNamed(String command) {
    for (String file : List.of(wrong, ENDLESS)) {
      isNamed(
          file,
          Stream.of(command.split(" "))
              .map(it -> it.equals("FILE") ? file : it)
              .map(it -> it.equals("CHECKPOINT") ? checkpoint : it)
              .map(it -> it.equals("KEY") ? vkey() : it)
              .toArray(String[]::new));
    }
  }

  private String vkey() {
    return key.verifierKey().toString();
  }

  @Test
  void inThePlaceOfAProofAnEventOrACheckpoint() {
    isNamed("ledger check FILE --vkey KEY");
    isNamed("ledger check CHECKPOINT --vkey KEY --event FILE");
    isNamed("ledger consistency FILE CHECKPOINT");
    isNamed("ledger consistency CHECKPOINT FILE");
    isNamed("ledger consistency CHECKPOINT CHECKPOINT --proof FILE");
    isNamed("ledger verify --checkpoint FILE");
    isNamed("evidence check FILE --vkey KEY");
    isNamed("evidence check CHECKPOINT --vkey KEY --since FILE");
    isNamed("privacy receipt check FILE --vkey KEY");
  }

  @Test
  void inThePlaceOfTheTrust() {
    isNamed("ledger check CHECKPOINT --trust FILE");
    isNamed("ledger consistency CHECKPOINT CHECKPOINT --trust FILE");
    isNamed("evidence check CHECKPOINT --trust FILE");
  }

  @Test
  void inThePlaceOfAKeyFile() {
    isNamed(wrong, "ledger", "key", "show", "--file", wrong);
    isNamed(wrong, "ledger", "key", "rotate", "--file", wrong);
    isNamed(wrong, "ledger", "checkpoint", "--key", wrong);
    isNamed(wrong, "erase", "s", "--reason", "r", "--signing-key", wrong);
    isNamed(wrong, "privacy", "key", "add", wrong);
    isNamed(
        wrong,
        "witness",
        "--state",
        folder + "/s",
        "--vkey",
        vkey(),
        "--key",
        wrong,
        "--port",
        "0");
  }
}
