package io.contextgraph.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSearchTest {
  private static final String MARKER = "q7Hd0xWm3TzK9bRv";
  private final Search search = new Search(Needles.ofText("it", MARKER));

  @TempDir private Path folder;

  private Path write(String name, String text) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void everyFileBelowTheFolderIsReadAndEachHitNamesItsFile() throws Exception {
    write("a", "nothing");
    Path file = write("b/c/d", "x" + MARKER + MARKER);
    write(".hidden", "");
    Searched searched = FolderSearch.in(folder, path -> true, search);
    assertThat(searched.files()).isEqualTo(3);
    assertThat(searched.bytes()).isEqualTo(40);
    assertThat(searched.vanished()).isEmpty();
    assertThat(searched.of("it")).contains(new Hit(file, "it", Encoding.UTF_8, 2));
  }

  @Test
  void aFileThatVanishesAfterItWasListedIsNamed() throws Exception {
    Path first = write("first", MARKER);
    Path second = write("second", MARKER);
    Searched searched =
        FolderSearch.in(
            folder,
            path -> {
              deleteBoth(first, second, path);
              return true;
            },
            search);
    assertThat(searched.files()).isEqualTo(1);
    assertThat(searched.vanished()).hasSize(1).first().isIn(first, second);
  }

  /** All but the one that is read next. */
  private static void deleteBoth(Path first, Path second, Path next) {
    try {
      Files.deleteIfExists(next.equals(first) ? second : first);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void onlyWantedFilesCount() throws Exception {
    write("a", MARKER);
    write("b", MARKER);
    Searched searched = FolderSearch.in(folder, path -> path.endsWith("a"), search);
    assertThat(searched.files()).isEqualTo(1);
    assertThat(searched.of("it")).allMatch(hit -> hit.file().endsWith("a"));
  }
}
