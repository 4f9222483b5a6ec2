package io.contextgraph.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that a person names, and that is small if it is what it should be. It may be a folder, a
 * device without end, or anything else.
 *
 * @param path of the file
 */
public record NamedFile(Path path) {
  /**
   * Reads the file.
   *
   * @param limit the most bytes that it may have; memory is bounded by it
   * @throws FileSystemException naming the file, if it is missing, larger, a folder, or cannot be
   *     read
   */
  public byte[] read(int limit) throws FileSystemException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(limit + 1);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw named(e);
    }
    if (bytes.length > limit) {
      throw new FileSystemException(
          path.toString(), null, "the file is larger than " + limit + " bytes");
    }
    return bytes;
  }

  /** A failure that names no file looks like that of a server. */
  private FileSystemException named(IOException e) {
    FileSystemException named =
        new FileSystemException(path.toString(), null, "it cannot be read: " + FailureText.of(e));
    named.initCause(e);
    return named;
  }
}
