package io.contextgraph.note;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A file that only its owner may read and that is on the disk once a method returns. Whatever
 * happens meanwhile, it has the old content or the new one.
 *
 * @param path of the file, in a folder that exists
 */
public record SyncedFile(Path path) {
  /**
   * Creates the file.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it exists
   */
  public void create(byte[] content) throws IOException {
    Path written = write(content);
    try {
      Files.createLink(path, written);
    } finally {
      Files.delete(written);
    }
    syncFolder();
  }

  /** Creates the file or replaces its content. */
  public void replace(byte[] content) throws IOException {
    Files.move(write(content), path, StandardCopyOption.ATOMIC_MOVE);
    syncFolder();
  }

  /**
   * The content; empty only if there is no file.
   *
   * @throws IOException if the file cannot be seen or read, or the path is a link to no file
   */
  public Optional<byte[]> read() throws IOException {
    try {
      return Optional.of(Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      if (Files.isSymbolicLink(path)) {
        FileSystemException broken =
            new FileSystemException(path.toString(), null, "the link leads to no file");
        broken.initCause(e);
        throw broken;
      }
      return Optional.empty();
    }
  }

  /** Beside the file, so that it can take its place. */
  private Path write(byte[] content) throws IOException {
    Path written = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(written);
    Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    FileAttribute<?> ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (FileChannel file = FileChannel.open(written, options, ownerOnly)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        file.write(rest);
      }
      file.force(true);
    }
    return written;
  }

  private void syncFolder() throws IOException {
    syncFolder(path.toAbsolutePath().resolveSibling(""));
  }

  /** Makes the names in a folder durable. */
  public static void syncFolder(Path folder) throws IOException {
    try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
      opened.force(true);
    }
  }
}
