package io.contextgraph.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A lock file in a data folder. At most one process holds it, until it releases the lock or exits.
 */
final class FolderLock implements AutoCloseable {
  private static final int POLL_MILLIS = 50;

  private final Path file;
  private @Nullable FileChannel channel;

  /**
   * @param folder created if it does not exist
   * @param name the name of the lock file
   */
  FolderLock(Path folder, String name) {
    this.file = folder.resolve(name);
  }

  /** The lock of the program that submits a job: of bin/redeploy, or of bin/local. */
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

  /** Like {@link #acquire}, but waits for a process that holds the lock only for a moment. */
  boolean acquireWithin(Duration longest) throws IOException {
    boolean acquired = acquire();
    for (long poll = 0; !acquired && poll < longest.toMillis() / POLL_MILLIS; poll++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
      acquired = acquire();
    }
    return acquired;
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
