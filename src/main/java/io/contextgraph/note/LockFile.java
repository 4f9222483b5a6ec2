package io.contextgraph.note;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A file that at most one program holds, until it closes it or ends. Only its owner may open it.
 */
public final class LockFile implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final FileChannel channel;

  private LockFile(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the file, which is created if it is missing.
   *
   * @return empty if another process holds it, or this one does already
   */
  public static Optional<LockFile> take(Path file) throws IOException {
    FileChannel opened =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      if (isLocked(opened)) {
        return Optional.of(new LockFile(opened));
      }
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
    opened.close();
    return Optional.empty();
  }

  /**
   * Takes the file as soon as nothing else holds it.
   *
   * @param patience how long to wait for that; the wait ends early if the thread is interrupted
   * @return empty if another process holds it still, or this one does
   */
  public static Optional<LockFile> take(Path file, Duration patience) throws IOException {
    long begin = System.nanoTime();
    Optional<LockFile> taken = take(file);
    while (taken.isEmpty() && System.nanoTime() - begin < patience.toNanos() && pause()) {
      taken = take(file);
    }
    return taken;
  }

  /** Whether the thread may wait on. */
  private static boolean pause() {
    LockSupport.parkNanos(PAUSE.toNanos());
    return !Thread.currentThread().isInterrupted();
  }

  private static boolean isLocked(FileChannel opened) throws IOException {
    try {
      return opened.tryLock() != null;
    } catch (OverlappingFileLockException withinThisProcess) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
