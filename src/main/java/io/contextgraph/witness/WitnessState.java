package io.contextgraph.witness;

import io.contextgraph.note.LockFile;
import io.contextgraph.note.SyncedFile;
import io.contextgraph.tree.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;

/** The folder of a witness, used by one process at a time. */
final class WitnessState implements AutoCloseable {
  private static final String OWNER_ONLY = "rwx------";

  private final Path folder;
  private final LockFile lock;

  private WitnessState(Path folder, LockFile lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Locks the folder, which is created if it is missing.
   *
   * @throws FileSystemException if another process uses it
   */
  static WitnessState open(Path folder) throws IOException {
    createDurably(folder.toAbsolutePath());
    return new WitnessState(
        folder,
        LockFile.take(folder.resolve("lock"))
            .orElseThrow(
                () -> new FileSystemException("another witness uses the folder " + folder)));
  }

  /** The state of a log, in a folder that is named by the SHA-256 of its origin, in hex. */
  LogState of(String origin) throws IOException {
    Path own = folder.resolve(name(origin));
    create(own);
    SyncedFile named = new SyncedFile(own.resolve("origin"));
    if (named.read().isEmpty()) {
      named.replace((origin + "\n").getBytes(StandardCharsets.UTF_8));
    }
    // What a witness that was killed made need not be on the disk yet.
    SyncedFile.syncFolder(own);
    SyncedFile.syncFolder(folder);
    return new LogState(own, origin);
  }

  /** The SHA-256 of an origin in hex, as in the monitoring URL of a witness. */
  static String name(String origin) {
    byte[] bytes = origin.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(new Sha256().of(bytes).toBytes());
  }

  /**
   * Creates a folder and what is missing above it. Its name is on the disk then, also if an earlier
   * witness was killed after it had created it.
   */
  private static void createDurably(Path folder) throws IOException {
    Path parent = folder.getParent();
    if (parent == null) {
      return;
    }
    if (!Files.isDirectory(parent)) {
      createDurably(parent);
    }
    create(folder);
    // An administrator may have made the folder within one that this user may not read.
    if (Files.isReadable(parent)) {
      SyncedFile.syncFolder(parent);
    }
  }

  private static void create(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
