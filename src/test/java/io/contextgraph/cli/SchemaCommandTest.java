package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code schema install} with files that cannot be used: nothing is connected. */
class SchemaCommandTest {
  private static final String URI = "postgresql://postgres:s3cret@localhost:1/p";

  @TempDir private Path folder;

  private static void assertRefused(Path file, String reason) {
    CommandRun run =
        CommandRun.of(
            Map.of(
                "CONTEXT_GRAPH_POSTGRES_ADMIN_URI",
                URI,
                "CONTEXT_GRAPH_POSTGRES_TLS_CA",
                file.toString()),
            "schema",
            "install");
    assertThat(run.err().lines().toList()).as(run.err()).hasSize(1);
    assertThat(run.err())
        .startsWith(
            "context-graph: postgresql://localhost:1/p as postgres: no verified connection: the")
        .contains("file " + file + " " + reason)
        .doesNotContain("Exception", "null", "s3cret");
    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
  }

  @Test
  void anAuthorityThatIsMissingIsNamed() {
    assertRefused(folder.resolve("missing.crt"), "cannot be read here: the file ");
  }

  @Test
  void anAuthorityThatCannotBeReadIsNamed() {
    assertRefused(folder, "cannot be read here: ");
  }

  @Test
  void anAuthorityInAnotherFormIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("ca.crt"), "no certificate");
    assertRefused(file, "has no certificate in PEM form");
  }
}
