package io.contextgraph.local;

import io.contextgraph.server.FailureText;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A savepoint or a retained checkpoint: a folder with a file that describes it. */
final class Snapshot {
  private static final String METADATA = "_metadata";

  /** The first four bytes of the file, {@code Checkpoints.HEADER_MAGIC_NUMBER} of Flink. */
  private static final int MAGIC = 0x4960672d;

  /** The magic number and the version of the format. */
  private static final int HEADER_BYTES = 8;

  private Snapshot() {}

  /**
   * The folder that a person named, by itself, by its URI or by the file within it.
   *
   * @throws UsageException if there is no savepoint or checkpoint that can be read
   */
  static Path named(String text) {
    Path path = path(text).toAbsolutePath().normalize();
    Path folder = path.endsWith(METADATA) ? path.resolveSibling("") : path;
    UsageException.require(Files.exists(folder), "the savepoint " + folder + " does not exist");
    Path metadata = folder.resolve(METADATA);
    UsageException.require(
        Files.isRegularFile(metadata),
        folder + " is no savepoint or checkpoint: it contains no file " + METADATA);
    requireMagic(metadata);
    return folder;
  }

  private static Path path(String text) {
    try {
      return text.startsWith("file:") ? Path.of(URI.create(text)) : Path.of(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(text + " names no file: " + FailureText.of(e));
    }
  }

  private static void requireMagic(Path metadata) {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(metadata))) {
      UsageException.require(
          Files.size(metadata) > HEADER_BYTES && in.readInt() == MAGIC && in.readInt() > 0,
          metadata + " is not written by Flink, or is damaged");
    } catch (IOException e) {
      throw new UsageException(
          "the savepoint cannot be read: " + metadata + ": " + FailureText.of(e));
    }
  }
}
