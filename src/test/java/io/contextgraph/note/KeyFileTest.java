package io.contextgraph.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {
  @TempDir private Path folder = Path.of("");

  private final SigningKey first = key("origin");
  private final SigningKey second = key("origin");

  private static SigningKey key(String name) {
    return SigningKey.generate(name, VerifierKey.ED25519, new SecureRandom());
  }

  private KeyFile file() {
    return new KeyFile(folder.resolve("signing.key"));
  }

  private List<String> read() throws IOException {
    return file().read().stream().map(SigningKey::format).toList();
  }

  @Test
  void aNewFileIsOpenToItsOwnerOnly() throws IOException {
    file().create(first);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().path())))
        .isEqualTo("rw-------");
    assertThat(read()).containsExactly(first.format());
  }

  @Test
  void aFileThatExistsIsNeverReplacedByANewKey() throws IOException {
    file().create(first);
    assertThatThrownBy(() -> file().create(second)).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(read()).containsExactly(first.format());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rw---x---"})
  void aFileThatOthersMayOpenIsRefused(String permissions) throws IOException {
    file().create(first);
    Files.setPosixFilePermissions(file().path(), PosixFilePermissions.fromString(permissions));
    assertThatThrownBy(this::read)
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void anAddedKeySignsBesideTheOldOneUntilThatIsRemoved() throws IOException {
    file().create(first);
    file().add(second);
    assertThat(read()).containsExactly(first.format(), second.format());
    file().remove(first.verifierKey());
    assertThat(read()).containsExactly(second.format());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().path())))
        .isEqualTo("rw-------");
  }

  @Test
  void theOnlyKeyAndAnUnknownKeyCannotBeRemoved() throws IOException {
    file().create(first);
    assertThatThrownBy(() -> file().remove(second.verifierKey())).hasMessageContaining("no such");
    assertThatThrownBy(() -> file().remove(first.verifierKey())).hasMessageContaining("only key");
    assertThat(read()).containsExactly(first.format());
  }

  @Test
  void aKeyOfAnotherNameAndAKeyThatIsThereAreNotAdded() throws IOException {
    file().create(first);
    assertThatThrownBy(() -> file().add(key("other"))).hasMessageContaining("one name");
    assertThatThrownBy(() -> file().add(first)).hasMessageContaining("twice");
    assertThat(read()).containsExactly(first.format());
  }

  @Test
  void theMessageAboutABrokenFileDoesNotShowIt() throws IOException {
    file().create(first);
    Files.writeString(file().path(), first.format().replace("KEY", "KAY") + "\n");
    assertThatThrownBy(this::read)
        .isInstanceOf(MalformedNoteException.class)
        .hasMessageNotContaining(first.format().substring(40));
  }

  @Test
  void aChangeThroughALinkReplacesTheFileAndNotTheLink() throws IOException {
    file().create(first);
    Path link = Files.createSymbolicLink(folder.resolve("link"), file().path());
    new KeyFile(link).add(second);
    assertThat(read()).containsExactly(first.format(), second.format());
    new KeyFile(link).remove(first.verifierKey());
    assertThat(read()).containsExactly(second.format());
    assertThat(link).isSymbolicLink();
  }

  @Test
  void aChangeDuringAnotherIsRefused() throws IOException {
    file().create(first);
    Path locked = folder.resolve("signing.key.changing");
    try (FileChannel other =
        FileChannel.open(locked, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock lock = other.lock();
      assertThatThrownBy(() -> file().add(second)).hasMessageContaining("another program changes");
      lock.release();
    }
    file().add(second);
    assertThat(read()).hasSize(2);
  }

  @Test
  void aKeyFileWithASimilarNameIsNotTouched() throws IOException {
    KeyFile similar = new KeyFile(folder.resolve("signing.key.new"));
    similar.create(second);
    file().create(first);
    file().add(key("origin"));
    assertThat(similar.read()).extracting(SigningKey::format).containsExactly(second.format());
  }

  @Test
  void whatAnInterruptedChangeLeftDoesNotDisturbTheNext() throws IOException {
    Path left = Files.writeString(folder.resolve(".signing.key.12.new"), "half");
    file().create(first);
    file().add(second);
    assertThat(read()).hasSize(2);
    assertThat(left).as("may have a key that is removed later").doesNotExist();
  }
}
