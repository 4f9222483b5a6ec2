package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.note.KeyFile;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerKeyCommandTest {
  @TempDir private Path folder = Path.of("");

  private CommandRun key(String command, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("ledger", "key", command, "--file", folder.resolve("a.key").toString()));
    words.addAll(List.of(more));
    return CommandRun.of(Map.of(), words.toArray(String[]::new));
  }

  private List<SigningKey> keys() throws IOException {
    return new KeyFile(folder.resolve("a.key")).read();
  }

  @Test
  void newPrintsTheVerifierKeyAndNotTheKey() throws IOException {
    CommandRun run = key("new", "--origin", "context-graph/0197");
    assertThat(run.exitCode()).isZero();
    SigningKey key = keys().get(0);
    assertThat(run.out()).isEqualTo(key.verifierKey() + System.lineSeparator());
    assertThat(run.out() + run.err()).doesNotContain("PRIVATE", key.format().substring(40));
    assertThat(run.err()).startsWith("The change of the key is not recorded in the ledger: ");
    assertThat(key.verifierKey().name()).isEqualTo("context-graph/0197");
    assertThat(key.verifierKey().type()).isEqualTo(VerifierKey.ED25519);
  }

  @Test
  void newNeverReplacesAKey() throws IOException {
    key("new", "--origin", "o");
    String before = keys().get(0).format();
    CommandRun run = key("new", "--origin", "o");
    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(run.err()).contains("the file exists, and a key is never replaced");
    assertThat(keys()).extracting(SigningKey::format).containsExactly(before);
  }

  @Test
  void aReasonThatIsTooLongIsRefusedBeforeTheFileChanges() {
    CommandRun run = key("new", "--origin", "o", "--reason", "x".repeat(1_001));
    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(folder.resolve("a.key")).doesNotExist();
  }

  @Test
  void newMakesTheKeyOfAWitness() throws IOException {
    CommandRun run = key("new", "--witness", "--name", "witness.example/w1");
    assertThat(run.exitCode()).isZero();
    assertThat(keys().get(0).verifierKey().type()).isEqualTo(VerifierKey.COSIGNATURE);
  }

  @Test
  void aNameWithASpaceIsRefused() {
    CommandRun run = key("new", "--origin", "a b");
    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(run.err()).contains("the name of a key is empty or contains a space");
  }

  @Test
  void rotateAddsAKeyOfTheSameNameAndRetireRemovesTheOldOne() throws IOException {
    key("new", "--origin", "o");
    VerifierKey old = keys().get(0).verifierKey();
    CommandRun rotated = key("rotate", "--unrecorded");
    assertThat(rotated.exitCode()).isZero();
    assertThat(rotated.err())
        .startsWith("The change of the key is not recorded in the ledger: --unrecorded");
    VerifierKey added = keys().get(1).verifierKey();
    assertThat(rotated.out().strip()).isEqualTo(added.toString());
    assertThat(added.name()).isEqualTo("o");
    assertThat(key("show").out().lines()).containsExactly(old.toString(), added.toString());
    CommandRun retired = key("retire", "--vkey", old.toString(), "--unrecorded");
    assertThat(retired.out().strip()).isEqualTo(old.toString());
    assertThat(key("show").out().lines()).containsExactly(added.toString());
  }

  @Test
  void aKeyOfALedgerIsNotChangedIfTheLedgerCannotRecordIt() throws IOException {
    key("new", "--origin", "o");
    key("rotate", "--unrecorded");
    List<String> before = keys().stream().map(SigningKey::format).toList();
    for (CommandRun refused :
        List.of(key("rotate"), key("retire", "--vkey", keys().get(0).verifierKey().toString()))) {
      assertThat(refused.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
      assertThat(refused.out()).isEmpty();
      assertThat(refused.err())
          .contains("CONTEXT_GRAPH_POSTGRES_CONTROL_URI is not set", "--unrecorded");
    }
    assertThat(keys()).extracting(SigningKey::format).containsExactlyElementsOf(before);
  }

  @Test
  void theKeyOfAWitnessBelongsToNoLedgerSoItsChangesNeedNone() throws IOException {
    key("new", "--witness", "--name", "witness.example/w1");
    CommandRun rotated = key("rotate");
    assertThat(rotated.exitCode()).isZero();
    CommandRun retired = key("retire", "--vkey", keys().get(0).verifierKey().toString());
    assertThat(retired.exitCode()).isZero();
    assertThat(rotated.err() + retired.err()).isEmpty();
  }

  @Test
  void theOnlyKeyIsNotRetired() throws IOException {
    key("new", "--origin", "o");
    CommandRun run =
        key("retire", "--unrecorded", "--vkey", keys().get(0).verifierKey().toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(run.err()).contains("this is the only key of the key file");
  }

  @Test
  void aFileThatOthersMayReadIsRefused() throws IOException {
    key("new", "--origin", "o");
    Files.setPosixFilePermissions(
        folder.resolve("a.key"),
        Set.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_READ));
    for (String command : List.of("show", "rotate")) {
      CommandRun run = key(command);
      assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
      assertThat(run.err()).contains("open to others than its owner; run: chmod 600");
    }
  }

  @Test
  void aFileThatIsMissingOrNoKeyFileIsNamedWithoutItsContent() throws IOException {
    assertThat(key("show").err()).contains("does not exist");
    Files.writeString(folder.resolve("a.key"), "secret\n");
    Files.setPosixFilePermissions(folder.resolve("a.key"), Set.of(PosixFilePermission.OWNER_READ));
    CommandRun run = key("show");
    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(run.err()).contains("a signing key does not have the form").doesNotContain("secret");
  }

  @Test
  void aVerifierKeyThatIsNoneIsRefusedWithTheOptionsName() {
    CommandRun run = key("retire", "--vkey", "nonsense");
    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(run.err()).contains("--vkey", "does not have the form name+id+key");
  }
}
