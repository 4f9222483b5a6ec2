package io.contextgraph.notary;

import io.contextgraph.note.KeyFile;
import io.contextgraph.note.LockFile;
import io.contextgraph.note.MalformedNoteException;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.SyncedFile;
import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The file of the notary's keys, and beside it, in {@code FILE.last}, the last checkpoint that they
 * signed. One process at a time uses both.
 */
public final class NotaryFiles implements AutoCloseable {
  /** A command that signs once holds the files for a moment only. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final KeyFile keys;
  private final Path last;
  private final LockFile lock;

  private NotaryFiles(Path keyFile, LockFile lock) {
    this.keys = new KeyFile(keyFile);
    this.last = beside(keyFile, ".last");
    this.lock = lock;
  }

  /**
   * Takes the files for this process, and waits up to 10 s for another one that uses them.
   *
   * @throws FileSystemException if there is no such file, it is open to others, or another process
   *     still uses it
   * @throws MalformedNoteException if it does not contain signing keys
   */
  public static NotaryFiles lock(Path keyFile) throws IOException {
    return lock(keyFile, PATIENCE);
  }

  static NotaryFiles lock(Path keyFile, Duration patience) throws IOException {
    // Links to the same file are the same keys.
    Path real = keyFile.toRealPath();
    LockFile lock =
        LockFile.take(beside(real, ".lock"), patience)
            .orElseThrow(
                () ->
                    new FileSystemException(
                        keyFile.toString(), null, "another notary uses the keys in " + keyFile));
    try {
      NotaryFiles files = new NotaryFiles(real, lock);
      files.keys();
      // One that was killed may have kept a checkpoint whose name is not on the disk yet.
      SyncedFile.syncFolder(real.resolveSibling(""));
      new SyncedFile(files.last).deleteUnfinished();
      return files;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  /** Reads the keys, at least one, all with the same name. */
  List<SigningKey> keys() throws IOException {
    return keys.read();
  }

  /**
   * The last checkpoint that was signed; empty if none was.
   *
   * @throws FileSystemException if the file is damaged, or cannot be seen
   */
  Optional<SignedNote> last() throws IOException {
    try {
      return new SyncedFile(last).read().map(SignedNote::parse);
    } catch (MalformedNoteException e) {
      throw new FileSystemException(last.toString(), null, FailureText.of(e));
    }
  }

  /** Stores the last checkpoint, which is on the disk when this returns. */
  void keep(SignedNote checkpoint) throws IOException {
    new SyncedFile(last).replace(checkpoint.toBytes());
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
