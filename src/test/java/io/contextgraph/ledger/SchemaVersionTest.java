package io.contextgraph.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.server.ServerAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaVersionTest {
  private static final ServerAddress ADDRESS =
      new ServerAddress(URI.create("postgresql://db:5432/events"), null, null);

  private static String refusal(SchemaVersion schema, int program) {
    try {
      schema.requireUsableBy(program, ADDRESS);
      return "";
    } catch (SchemaMismatchException e) {
      assertThat(e.getMessage()).doesNotContain("\n");
      return e.getMessage();
    }
  }

  @Test
  void aProgramMayUseItsOwnVersionAndLaterOnesUpToTheFirstThatItMustNot() {
    for (int installed = 0; installed < 8; installed++) {
      for (int oldest = 0; oldest <= installed; oldest++) {
        for (int program = 1; program < 8; program++) {
          boolean usable = installed == program || installed > program && oldest <= program;
          assertThat(refusal(new SchemaVersion(installed, oldest), program).isEmpty())
              .as("schema %d, breaking %d, program %d", installed, oldest, program)
              .isEqualTo(usable);
        }
      }
    }
  }

  @Test
  void anOlderSchemaIsRefusedWithTheCommandThatInstallsIt() {
    assertThat(refusal(new SchemaVersion(12, 9), 13))
        .contains("db:5432", "is version 12", "needs version 13", "schema install");
    assertThat(refusal(new SchemaVersion(0, 0), 13)).contains("absent or that of release 0.1");
  }

  @Test
  void aNewerSchemaIsRefusedByItsVersion() {
    assertThat(refusal(new SchemaVersion(20, 15), 13))
        .contains(
            "db:5432", "is version 20", "made for version 13", "the release that installed it");
  }

  @Test
  void theVersionOfThisReleaseIsItsLastMigration() throws IOException {
    try (Stream<Path> files =
        Files.list(Path.of("src/main/resources/io/contextgraph/schema/ledger"))) {
      int last =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.startsWith("V"))
              .mapToInt(name -> Integer.parseInt(name.substring(1, 4)))
              .max()
              .orElseThrow();
      assertThat(SchemaVersion.CURRENT).isEqualTo(last);
    }
  }
}
