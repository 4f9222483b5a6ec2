package io.contextgraph.notary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.note.KeyFile;
import io.contextgraph.note.SignedNote;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotaryFilesTest {
  private static final Duration BRIEF = Duration.ofMillis(120);

  @TempDir private Path folder;
  private Path key = Path.of("");

  @BeforeEach
  void makeKey() throws Exception {
    key = folder.resolve("key");
    new KeyFile(key).create(MemoryLedger.KEY);
  }

  @Test
  void theLastCheckpointIsKeptBesideTheKeyForItsOwnerOnly() throws Exception {
    SignedNote note = MemoryLedger.of(2, 1).checkpoint();
    try (NotaryFiles files = NotaryFiles.lock(key)) {
      assertThat(files.last()).isEmpty();
      files.keep(note);
      assertThat(files.last()).contains(note);
    }
    Path last = folder.resolve("key.last");
    assertThat(Files.readAllBytes(last)).isEqualTo(note.toBytes());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(last)))
        .isEqualTo("rw-------");
  }

  @Test
  void twoNotariesWithOneKeyExcludeEachOtherAlsoThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), key);
    try (NotaryFiles files = NotaryFiles.lock(key)) {
      assertThat(files.keys()).hasSize(1);
      assertThatThrownBy(() -> NotaryFiles.lock(key, BRIEF))
          .hasMessageContaining("another notary uses");
      assertThatThrownBy(() -> NotaryFiles.lock(link, BRIEF))
          .hasMessageContaining("another notary uses");
    }
    NotaryFiles.lock(link).close();
  }

  @Test
  void whatAKilledNotaryLeftUnfinishedIsDeleted() throws Exception {
    Path left = Files.writeString(folder.resolve(".key.last.17.new"), "half");
    Path other = Files.writeString(folder.resolve(".key.last.x.new"), "another program's");
    NotaryFiles.lock(key).close();
    assertThat(left).doesNotExist();
    assertThat(other).exists();
  }

  /** As that of bin/local, which signs every 10 s. */
  @Test
  void aNotaryWaitsForOneThatUsesTheKeyForAMoment() throws Exception {
    NotaryFiles files = NotaryFiles.lock(key);
    ScheduledExecutorService other = Executors.newSingleThreadScheduledExecutor();
    try {
      Future<?> closed =
          other.schedule(
              () -> {
                files.close();
                return key;
              },
              300,
              TimeUnit.MILLISECONDS);
      NotaryFiles.lock(key).close();
      closed.get();
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void aKeyThatOthersMayReadIsRefused() throws Exception {
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> NotaryFiles.lock(key))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void aLastCheckpointThatCannotBeSeenIsNotOneThatWasNeverSigned() throws Exception {
    Files.createSymbolicLink(folder.resolve("key.last"), folder.resolve("away"));
    try (NotaryFiles files = NotaryFiles.lock(key)) {
      assertThatThrownBy(files::last)
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining("the link leads to no file");
    }
  }

  @Test
  void aKeyThatIsMissingOrALastCheckpointThatIsDamagedIsRefused() throws Exception {
    assertThatThrownBy(() -> NotaryFiles.lock(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
    Files.writeString(folder.resolve("key.last"), "half a check");
    try (NotaryFiles files = NotaryFiles.lock(key)) {
      assertThatThrownBy(files::last)
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining("key.last");
    }
  }
}
