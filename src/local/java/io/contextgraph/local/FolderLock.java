package io.contextgraph.local;

import io.contextgraph.note.LockFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A lock file in a data folder. At most one process holds it, until it releases the lock or exits.
 */
final class FolderLock implements AutoCloseable {
  private static final int POLL_MILLIS = 50;

  private final Path file;
  private @Nullable LockFile held;

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
    Optional<LockFile> taken = LockFile.take(file);
    held = taken.orElse(held);
    return taken.isPresent();
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

  boolean isLocked() {
    return held != null;
  }

  @Override
  public void close() throws IOException {
    LockFile released = held;
    held = null;
    if (released != null) {
      released.close();
    }
  }
}
