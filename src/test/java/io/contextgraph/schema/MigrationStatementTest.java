package io.contextgraph.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.MarkdownDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each migration since V010 states whether an older job may continue, to readers and programs. */
class MigrationStatementTest {
  private static final Path MIGRATIONS =
      Path.of("src/main/resources/io/contextgraph/schema/ledger");

  private static TreeMap<Integer, Path> migrations() throws IOException {
    TreeMap<Integer, Path> byVersion = new TreeMap<>();
    try (Stream<Path> files = Files.list(MIGRATIONS)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.getFileName().toString();
        if (name.startsWith("V")) {
          byVersion.put(Integer.parseInt(name.substring(1, 4)), file);
        }
      }
    }
    return byVersion;
  }

  private static boolean olderJobMayContinue(String sql) {
    assertThat(sql).startsWith("-- An older job m");
    boolean may = sql.startsWith("-- An older job may continue");
    assertThat(may || sql.startsWith("-- An older job must not continue: ")).as(sql).isTrue();
    return may;
  }

  @Test
  void theHeaderAndTheRowOfAMigrationSayTheSame() throws IOException {
    for (var migration : migrations().tailMap(10).entrySet()) {
      String sql = Files.readString(migration.getValue());
      assertThat(sql)
          .contains(
              String.format(
                  "INSERT INTO ledger.schema_version (version, older_job_may_continue)"
                      + " VALUES (%d, %s);",
                  migration.getKey(), olderJobMayContinue(sql)));
    }
  }

  @Test
  void theOperationsGuideListsEveryMigrationWithItsStatement() throws IOException {
    List<List<String>> rows =
        new MarkdownDocument(Files.readString(Path.of("docs/operations.md")))
            .rowsUnder("| migration |");
    for (var migration : migrations().entrySet()) {
      String file = migration.getValue().getFileName().toString();
      List<String> row =
          rows.stream().filter(cells -> cells.get(0).contains(file)).findFirst().orElseThrow();
      if (migration.getKey() >= 10) {
        boolean may = olderJobMayContinue(Files.readString(migration.getValue()));
        assertThat(row.get(1)).as(file).isEqualTo(may ? "may continue" : "must not continue");
      }
    }
  }
}
