package io.contextgraph.privacy;

import io.contextgraph.note.LockFile;
import io.contextgraph.note.SyncedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Changes the file of the key-encryption keys. What a method did is on the disk when it returns;
 * whatever happens meanwhile, the file has the old content or the new one.
 */
public record KeyFileChanges(KeyEncryptionKeyFile file) {
  /**
   * Creates the file with one key.
   *
   * @throws FileAlreadyExistsException if it exists
   */
  public void create(KeyEncryptionKey key) throws IOException {
    try {
      new SyncedFile(path()).create(bytes(new KeyEncryptionKeys(List.of(key))));
    } catch (FileAlreadyExistsException e) {
      throw (FileAlreadyExistsException)
          new FileAlreadyExistsException(
                  file.path(), null, "the file exists, and its keys are never replaced")
              .initCause(e);
    }
  }

  /**
   * Adds a key, which the next rotation makes the active one.
   *
   * @throws FileSystemException if another program changes the file now
   */
  public void addAlone(KeyEncryptionKey key) throws IOException {
    try (LockFile held = lock()) {
      add(key);
    }
  }

  /** Adds a key, under the lock. */
  void add(KeyEncryptionKey key) throws IOException {
    change(
        keys -> {
          List<KeyEncryptionKey> more = new ArrayList<>(keys);
          more.add(key);
          return more;
        });
  }

  /** Removes keys, under the lock; those that are not in the file are ignored. */
  void remove(Collection<String> ids) throws IOException {
    change(keys -> keys.stream().filter(key -> !ids.contains(key.id())).toList());
  }

  private void change(UnaryOperator<List<KeyEncryptionKey>> change) throws IOException {
    // A link is not replaced, but the file that it leads to.
    Path real = path().toRealPath();
    List<KeyEncryptionKey> keys = file.read().keys();
    List<KeyEncryptionKey> changed = change.apply(keys);
    if (!changed.equals(keys)) {
      SyncedFile written = new SyncedFile(real);
      // What a killed program left may have a key that is removed now.
      written.deleteUnfinished();
      written.replace(bytes(new KeyEncryptionKeys(changed)));
    }
  }

  /**
   * Keeps other programs from changing the file.
   *
   * @throws FileSystemException if another program does so now
   */
  LockFile lock() throws IOException {
    Path real = path().toRealPath();
    return LockFile.take(real.resolveSibling(real.getFileName() + ".changing"))
        .orElseThrow(
            () ->
                new FileSystemException(
                    file.path(), null, "another program changes the key-encryption keys"));
  }

  private Path path() {
    return Path.of(file.path());
  }

  private static byte[] bytes(KeyEncryptionKeys keys) {
    return keys.format().getBytes(StandardCharsets.UTF_8);
  }
}
