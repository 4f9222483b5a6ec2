package io.contextgraph.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PlantedBugsIT takes minutes and runs rarely; this test checks within seconds that its bugs still
 * apply and compile.
 */
class PlantedBugTest {
  @Test
  void everyBugStillAppliesAndCompiles(@TempDir Path folder) throws Exception {
    Path project = Path.of(System.getProperty("project.directory", "."));
    for (PlantedBug bug : PlantedBug.all(project)) {
      Path changed = Path.of("io/contextgraph").resolve(bug.changed().keySet().iterator().next());
      assertThat(bug.compiled(folder).resolve(changed.toString().replace(".java", ".class")))
          .satisfies(file -> assertThat(Files.exists(file)).isTrue());
    }
  }
}
