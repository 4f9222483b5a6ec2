package io.contextgraph.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedFileTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aFileUpToTheLimitIsRead() throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[] {1, 2, 3});
    assertThat(new NamedFile(file).read(3)).containsExactly(1, 2, 3);
    assertThatThrownBy(() -> new NamedFile(file).read(2))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(file + ": the file is larger than 2 bytes");
  }

  @Test
  void aDeviceWithoutEndIsTooLarge() {
    assertThatThrownBy(() -> new NamedFile(Path.of("/dev/zero")).read(1 << 20))
        .hasMessage("/dev/zero: the file is larger than 1048576 bytes");
  }

  @Test
  void aFolderAndAMissingFileAreNamed() {
    assertThatThrownBy(() -> new NamedFile(folder).read(9))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(folder + ": it cannot be read: Is a directory");
    assertThatThrownBy(() -> new NamedFile(folder.resolve("none")).read(9))
        .isInstanceOf(NoSuchFileException.class);
  }
}
