package io.contextgraph.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.note.LockFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyEncryptionKeyFileTest {
  private static final String HEADER = "context-graph/key-encryption-keys/v1\n";
  private static final String SECRET = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @TempDir private Path folder = Path.of("");
  private final Random random = new Random(7);

  private KeyEncryptionKeyFile file() {
    return new KeyEncryptionKeyFile(folder.resolve("keys").toString());
  }

  private KeyFileChanges changes() {
    return new KeyFileChanges(file());
  }

  @Test
  void aNewFileIsReadableByItsOwnerOnlyAndIsNeverReplaced() throws IOException {
    KeyEncryptionKey key = KeyEncryptionKey.generate(random);
    changes().create(key);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file().path()))))
        .isEqualTo("rw-------");
    assertThat(file().read().keys()).containsExactly(key);
    assertThatThrownBy(() -> changes().create(KeyEncryptionKey.generate(random)))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("never replaced");
    assertThat(file().read().keys()).containsExactly(key);
  }

  @Test
  void theLastKeyIsTheActiveOneAndRemovedKeysAreNotInTheFile() throws IOException {
    List<KeyEncryptionKey> keys =
        List.of(KeyEncryptionKey.generate(random), KeyEncryptionKey.generate(random));
    changes().create(keys.get(0));
    changes().add(keys.get(1));
    assertThat(file().read().active()).isEqualTo(keys.get(1));
    assertThat(file().read().find(keys.get(0).id())).contains(keys.get(0));
    changes().remove(List.of(keys.get(0).id(), "kek-00000000"));
    assertThat(file().read().keys()).containsExactly(keys.get(1));
    assertThat(Files.readString(Path.of(file().path())))
        .isEqualTo(HEADER + keys.get(1).line() + "\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> changes().remove(List.of(keys.get(1).id())));
    assertThat(file().read().keys()).containsExactly(keys.get(1));
  }

  @Test
  void aLinkStaysALinkWhenTheFileChanges() throws IOException {
    changes().create(KeyEncryptionKey.generate(random));
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of(file().path()));
    new KeyFileChanges(new KeyEncryptionKeyFile(link.toString()))
        .add(KeyEncryptionKey.generate(random));
    assertThat(link).isSymbolicLink();
    assertThat(file().read().keys()).hasSize(2);
  }

  @Test
  void onlyOneProgramChangesTheFileAtATime() throws IOException {
    changes().create(KeyEncryptionKey.generate(random));
    try (LockFile held = changes().lock()) {
      assertThat(held).isNotNull();
      assertThatThrownBy(() -> changes().lock())
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining("another program");
    }
    changes().lock().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
  void aFileThatIsOpenToOthersIsRefused(String permissions) throws IOException {
    changes().create(KeyEncryptionKey.generate(random));
    Files.setPosixFilePermissions(
        Path.of(file().path()), PosixFilePermissions.fromString(permissions));
    assertThatThrownBy(() -> file().read())
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> file().read())
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(file().path());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        HEADER,
        "kek-630dcd29 " + SECRET + "\n",
        "context-graph/key-encryption-keys/v2\nkek-630dcd29 " + SECRET + "\n",
        HEADER + "kek-630dcd29 " + SECRET,
        HEADER + "kek-630dcd28 " + SECRET + "\n",
        HEADER + "KEK-630dcd29 " + SECRET + "\n",
        HEADER + "kek-630dcd29  " + SECRET + "\n",
        HEADER + "kek-630dcd29 " + SECRET + " \n",
        HEADER + SECRET + "\n",
        HEADER + "kek-630dcd29 " + SECRET + "\n\n",
        HEADER + "kek-630dcd29 " + SECRET + "\nkek-630dcd29 " + SECRET + "\n",
        HEADER + "kek-630dcd29 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg==\n"
      })
  void whatIsNoKeyFileIsRefusedWithoutShowingAKey(String text) throws IOException {
    Path path = Path.of(file().path());
    Files.writeString(path, text);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(() -> file().read())
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining(file().path())
        .hasMessageNotContaining("AAECAwQFBgcICQoLDA0O");
  }
}
