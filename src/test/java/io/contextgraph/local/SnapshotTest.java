package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
  /** The magic number of Flink, version 4 of the format, and one more byte. */
  private static final byte[] METADATA =
      ByteBuffer.allocate(9).putInt(0x4960672d).putInt(4).array();

  @TempDir private Path folder;

  @Test
  void aSnapshotIsNamedByItsFolderItsFileOrTheUriOfEither() throws Exception {
    Path savepoint = Files.createDirectories(folder.resolve("a b"));
    Path metadata = Files.write(savepoint.resolve("_metadata"), METADATA);
    assertThat(Snapshot.named(savepoint.toString())).isEqualTo(savepoint);
    assertThat(Snapshot.named(metadata.toString())).isEqualTo(savepoint);
    assertThat(Snapshot.named(savepoint.toUri().toString())).isEqualTo(savepoint);
    assertThat(Snapshot.named(metadata.toUri().toString().replace("///", "/")))
        .isEqualTo(savepoint);
  }

  @Test
  void aUriOfAnotherMachineIsRefused() {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> Snapshot.named("file://other/savepoint"))
        .withMessageStartingWith("file://other/savepoint names no file: ");
  }
}
