package io.contextgraph.note;

import io.contextgraph.server.NamedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A file of signing keys, one a line, the oldest first. All have one name and type; while keys are
 * rotated there are several, and all of them sign. Only the file's owner may read it.
 *
 * @param path of the file
 */
public record KeyFile(Path path) {
  /** Keys of a file. */
  public static final int MAX_KEYS = 8;

  private static final int MAX_BYTES = 65_536;
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  /**
   * Reads the keys, at least one.
   *
   * @throws FileSystemException if the group or others have a right to the file, or it is too large
   * @throws MalformedNoteException if it does not contain keys of one name and type; the message
   *     shows none
   */
  public List<SigningKey> read() throws IOException {
    if (!OWNER.containsAll(Files.getPosixFilePermissions(path))) {
      throw new FileSystemException(
          "the key file " + path + " is open to others than its owner; run: chmod 600 " + path);
    }
    List<String> lines = NoteForm.lines(NoteForm.text(new NamedFile(path).read(MAX_BYTES)));
    return requireRotation(lines.stream().map(SigningKey::parse).toList());
  }

  /**
   * Creates the file with one key. Both are on the disk when this returns.
   *
   * @throws FileAlreadyExistsException if it exists
   */
  public void create(SigningKey key) throws IOException {
    try {
      new SyncedFile(path).create(bytes(List.of(key)));
    } catch (FileAlreadyExistsException e) {
      throw new FileAlreadyExistsException(
          path.toString(), null, "the file exists, and a key is never replaced");
    }
  }

  /**
   * Adds a key, which signs beside the others from now on.
   *
   * @throws MalformedNoteException if it does not have the name and type of the others, or there
   *     are too many
   */
  public void add(SigningKey key) throws IOException {
    change(keys -> keys.add(key));
  }

  /**
   * Removes a key, which no longer signs.
   *
   * @throws MalformedNoteException if it is not in the file, or is its only key
   */
  public void remove(VerifierKey key) throws IOException {
    change(
        keys -> {
          MalformedNoteException.require(
              keys.removeIf(old -> old.verifierKey().equals(key)), "the key file has no such key");
          MalformedNoteException.require(!keys.isEmpty(), "this is the only key of the key file");
        });
  }

  /** Of two changes at one time, neither may lose the key of the other. */
  private void change(Consumer<List<SigningKey>> change) throws IOException {
    // A link is not replaced, but the file that it leads to.
    Path real = path.toRealPath();
    Path locked = real.resolveSibling(real.getFileName() + ".changing");
    try (LockFile lock = lock(locked)) {
      List<SigningKey> keys = new ArrayList<>(new KeyFile(real).read());
      change.accept(keys);
      SyncedFile changed = new SyncedFile(real);
      // What a killed program left may have a key that is removed now.
      changed.deleteUnfinished();
      changed.replace(bytes(requireRotation(keys)));
    }
  }

  private LockFile lock(Path file) throws IOException {
    return LockFile.take(file)
        .orElseThrow(
            () ->
                new FileSystemException(path.toString(), null, "another program changes the keys"));
  }

  private static List<SigningKey> requireRotation(List<SigningKey> keys) {
    Set<String> names =
        keys.stream()
            .map(key -> key.verifierKey().type() + " " + key.verifierKey().name())
            .collect(Collectors.toSet());
    long distinct = keys.stream().map(SigningKey::verifierKey).distinct().count();
    MalformedNoteException.require(
        names.size() == 1, "the keys of a key file do not have one name and type");
    MalformedNoteException.require(distinct == keys.size(), "a key file has a key twice");
    MalformedNoteException.require(
        distinct <= MAX_KEYS, "a key file has more than " + MAX_KEYS + " keys");
    return keys;
  }

  private static byte[] bytes(List<SigningKey> keys) {
    return keys.stream()
        .map(key -> key.format() + "\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }
}
