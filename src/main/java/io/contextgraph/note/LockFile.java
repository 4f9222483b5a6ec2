package io.contextgraph.note;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A file that at most one program holds, until it closes it or ends. Only its owner may open it.
 */
public final class LockFile implements AutoCloseable {
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
