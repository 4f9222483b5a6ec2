package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustOptionsTest {
  private static final String UNTRUSTED = "is not one of the log's keys in --trust";

  private final VerifierKey retired = newKey();

  @TempDir private Path folder = Path.of("");

  private static VerifierKey newKey() {
    return SigningKey.generate("log.example/a", VerifierKey.ED25519, new SecureRandom())
        .verifierKey();
  }

  @BeforeEach
  void trust() throws IOException {
    Files.writeString(
        folder.resolve("trust.json"),
        "{\"origin\": \"log.example/a\", \"logs\": [{\"vkey\": \"%s\", \"last_size\": 10}]}"
            .formatted(retired));
    Files.writeString(folder.resolve("proof"), "none");
  }

  private CommandRun check(VerifierKey key) {
    return CommandRun.of(
        Map.of(),
        "ledger",
        "check",
        folder.resolve("proof").toString(),
        "--trust",
        folder.resolve("trust.json").toString(),
        "--vkey",
        key.toString());
  }

  @Test
  void aKeyThatTheTrustDoesNotNameIsWrongUsage() {
    CommandRun run = check(newKey());
    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(run.err()).contains(UNTRUSTED);
  }

  @Test
  void aKeyThatTheTrustNamesAddsNothing() {
    CommandRun run = check(retired);
    // Added once more, without its last size, the trust would refuse it as the same key twice.
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FOUND);
    assertThat(run.out()).contains("the proof is malformed");
  }
}
