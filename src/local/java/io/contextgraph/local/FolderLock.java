package io.contextgraph.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A lock file in a data folder. At most one process holds it, until it releases the lock or exits.
 */
final class FolderLock implements AutoCloseable {
  private final Path file;
  private @Nullable FileChannel channel;

  /**
   * @param folder created if it does not exist
   * @param name the name of the lock file
   */
  FolderLock(Path folder, String name) {
    this.file = folder.resolve(name);
  }

  /** The lock that a redeployment holds. */
  static FolderLock ofRedeployment(Path data) {
    return new FolderLock(data, "redeploy.lock");
  }

  /** Returns whether this process holds the lock now; false if another one does. */
  boolean acquire() throws IOException {
    Files.createDirectories(file.getParent());
    FileChannel opened =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!lock(opened)) {
      opened.close();
      return false;
    }
    channel = opened;
    return true;
  }

  private static boolean lock(FileChannel opened) throws IOException {
    try {
      FileLock lock = opened.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException withinThisProcess) {
      return false;
    }
  }

  boolean isLocked() {
    return channel != null;
  }

  @Override
  public void close() throws IOException {
    FileChannel opened = channel;
    channel = null;
    if (opened != null) {
      opened.close();
    }
  }
}
