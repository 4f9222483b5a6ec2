package io.contextgraph.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncedFileTest {
  private static final int PROGRAMS = 4;

  @TempDir private Path folder = Path.of("");

  private SyncedFile file(String name) {
    return new SyncedFile(folder.resolve(name));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aFileWithASimilarNameIsLeftAsItIs() throws IOException {
    Files.writeString(folder.resolve("key.new"), "another key");
    file("key").create(bytes("one"));
    file("key").replace(bytes("two"));
    assertThat(folder.resolve("key.new")).hasContent("another key");
    assertThat(names()).containsExactly("key", "key.new");
  }

  /** Whether a creation succeeded; the others say that the file exists. */
  private static boolean creates(SyncedFile file, byte[] content) throws IOException {
    try {
      file.create(content);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  @Test
  void ofManyThatCreateOneFileAtOnceTheOneThatSucceedsHasItsContentInIt() throws Exception {
    ExecutorService programs = Executors.newFixedThreadPool(PROGRAMS);
    try {
      for (int round = 0; round < 50; round++) {
        SyncedFile file = file("key" + round);
        List<Future<Boolean>> created = new ArrayList<>();
        for (int program = 0; program < PROGRAMS; program++) {
          byte[] content = bytes("key of " + program);
          created.add(programs.submit(() -> creates(file, content)));
        }
        List<Integer> succeeded = new ArrayList<>();
        for (int program = 0; program < PROGRAMS; program++) {
          if (created.get(program).get()) {
            succeeded.add(program);
          }
        }
        assertThat(succeeded).as("round %d", round).hasSize(1);
        assertThat(file.path()).hasContent("key of " + succeeded.get(0));
      }
    } finally {
      programs.shutdownNow();
    }
    assertThat(names()).hasSize(50);
  }

  @Test
  void aFileThatIsReplacedManyTimesAtOnceHasOneOfTheContentsAndLeavesNothing() throws Exception {
    ExecutorService programs = Executors.newFixedThreadPool(PROGRAMS);
    try {
      List<Future<?>> replaced = new ArrayList<>();
      for (int number = 0; number < 100; number++) {
        byte[] content = bytes("content " + number);
        replaced.add(
            programs.submit(
                () -> {
                  file("state").replace(content);
                  return content;
                }));
      }
      for (Future<?> it : replaced) {
        it.get();
      }
    } finally {
      programs.shutdownNow();
    }
    assertThat(Files.readString(folder.resolve("state"))).matches("content [0-9]+");
    assertThat(names()).containsExactly("state");
  }

  @Test
  void aFileIsForItsOwnerOnlyAlsoWhenItReplacesAnother() throws IOException {
    Files.writeString(folder.resolve("key"), "open");
    file("key").replace(bytes("closed"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void whatCannotBeReplacedLeavesNothing() throws IOException {
    Files.createDirectories(folder.resolve("state/full"));
    assertThatThrownBy(() -> file("state").replace(bytes("content")))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("state");
    assertThatThrownBy(() -> file("none/key").create(bytes("content")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(folder.resolve("none").toString());
    assertThat(names()).containsExactly("state");
  }

  @Test
  void onlyWhatThisProgramLeftUnfinishedIsDeleted() throws IOException {
    List<String> others =
        List.of(".key.new", ".key.x.new", ".key2.12.new", "key.12.new", ".key.12.new.old");
    for (String name : others) {
      Files.writeString(folder.resolve(name), "another's");
    }
    file("key").create(bytes("one"));
    IntStream.of(1, 77).forEach(i -> leave(".key." + i + ".new"));
    file("key").deleteUnfinished();
    assertThat(names())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Stream.of("key"), others.stream()).toList());
  }

  private void leave(String name) {
    try {
      Files.writeString(folder.resolve(name), "half");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aFolderInThePlaceOfAFileIsNamed() throws IOException {
    Files.createDirectory(folder.resolve("state"));
    assertThatThrownBy(() -> file("state").read())
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining(folder.resolve("state").toString());
    assertThat(file("none").read()).isEmpty();
  }
}
