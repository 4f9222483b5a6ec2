package io.contextgraph.archive;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveReaderTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void whatIsNoArchiveIsNamed() throws IOException {
    assertThatThrownBy(() -> ArchiveReader.open(folder).close())
        .isInstanceOf(ArchiveException.class)
        .hasMessage("archive " + folder + " is a folder");
    Path text = Files.writeString(folder.resolve("text"), "no gzip file");
    assertThatThrownBy(() -> ArchiveReader.open(text).close())
        .isInstanceOf(ArchiveException.class)
        .hasMessage("archive " + text + " is no gzip file");
    assertThatThrownBy(() -> ArchiveReader.open(folder.resolve("none")).close())
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("is missing");
  }
}
