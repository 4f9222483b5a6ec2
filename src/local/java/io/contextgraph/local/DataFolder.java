package io.contextgraph.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The lock on a data folder. At most one process holds it, until it releases the lock or exits. */
final class DataFolder implements AutoCloseable {
  private final Path path;
  private @Nullable FileChannel channel;

  DataFolder(Path path) {
    this.path = path;
  }

  /**
   * @throws InUseException if another process holds the lock
   */
  void acquire() throws IOException {
    Files.createDirectories(path);
    FileChannel opened =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!lock(opened)) {
      opened.close();
      throw new InUseException(
          path + " is in use by another process; stop it, or choose another folder with --data");
    }
    channel = opened;
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
