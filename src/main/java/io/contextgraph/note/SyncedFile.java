package io.contextgraph.note;

import io.contextgraph.server.NamedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file that only its owner may read and that is on the disk once a method returns. Whatever
 * happens meanwhile, it has the old content or the new one.
 *
 * @param path of the file, in a folder that exists
 */
public record SyncedFile(Path path) {
  /** Far more than is ever written to one. */
  private static final int MAX_BYTES = 16 << 20;

  private static final String UNFINISHED = ".new";
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

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
      Files.deleteIfExists(written);
    }
    syncFolder();
  }

  /** Creates the file or replaces its content. */
  public void replace(byte[] content) throws IOException {
    Path written = write(content);
    try {
      Files.move(written, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
    syncFolder();
  }

  /**
   * Deletes what programs that were killed left beside the file before it had its name. Only for
   * the one program that may change the file now: it would take the file of another from it.
   */
  public void deleteUnfinished() throws IOException {
    Pattern unfinished =
        Pattern.compile(Pattern.quote(prefix()) + "[0-9]+" + Pattern.quote(UNFINISHED));
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(
            folder(), it -> unfinished.matcher(it.getFileName().toString()).matches())) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * The content; empty only if there is no file.
   *
   * @throws IOException if the file cannot be seen or read, or the path is a link to no file
   */
  public Optional<byte[]> read() throws IOException {
    try {
      return Optional.of(new NamedFile(path).read(MAX_BYTES));
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

  /** Beside the file, so that it can take its place; under a name that no other file has. */
  private Path write(byte[] content) throws IOException {
    Path written = createUnfinished();
    try (FileChannel file = FileChannel.open(written, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        file.write(rest);
      }
      file.force(true);
      return written;
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(written);
      throw e;
    }
  }

  private Path createUnfinished() throws IOException {
    try {
      return Files.createTempFile(folder(), prefix(), UNFINISHED, OWNER_ONLY);
    } catch (NoSuchFileException | AccessDeniedException e) {
      // The name that was tried would say nothing.
      throw e instanceof NoSuchFileException
          ? new NoSuchFileException(folder().toString())
          : new AccessDeniedException(folder().toString());
    }
  }

  private String prefix() {
    return "." + path.getFileName() + ".";
  }

  private Path folder() {
    return path.toAbsolutePath().resolveSibling("");
  }

  private void syncFolder() throws IOException {
    syncFolder(folder());
  }

  /** Makes the names in a folder durable. */
  public static void syncFolder(Path folder) throws IOException {
    try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
      opened.force(true);
    }
  }
}
