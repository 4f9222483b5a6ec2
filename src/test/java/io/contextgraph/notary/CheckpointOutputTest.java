package io.contextgraph.notary;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.note.SignedNote;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointOutputTest {
  private final SignedNote first = MemoryLedger.of(2, 1).checkpoint();
  private final SignedNote second = MemoryLedger.of(3, 1).checkpoint();

  @TempDir private Path folder;

  @Test
  void aFileHasTheNewestCheckpoint() throws Exception {
    Path file = folder.resolve("newest");
    new CheckpointOutput(file).write(first);
    new CheckpointOutput(file).write(second);
    assertThat(Files.readAllBytes(file)).isEqualTo(second.toBytes());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFolderHasTheNewestAndEach() throws Exception {
    new CheckpointOutput(folder).write(first);
    new CheckpointOutput(folder).write(second);
    assertThat(Files.readAllBytes(folder.resolve("checkpoint"))).isEqualTo(second.toBytes());
    assertThat(Files.readAllBytes(folder.resolve("checkpoint-2"))).isEqualTo(first.toBytes());
    assertThat(Files.readAllBytes(folder.resolve("checkpoint-3"))).isEqualTo(second.toBytes());
  }
}
