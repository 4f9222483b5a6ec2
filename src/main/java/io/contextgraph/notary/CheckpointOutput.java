package io.contextgraph.notary;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.MalformedNoteException;
import io.contextgraph.note.SignedNote;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Where checkpoints are released for others to read: a file with the newest one, or a folder that
 * has it as {@code checkpoint} and each as {@code checkpoint-SIZE}. After a fork there can be two
 * of one size: the second one's name has in addition the first 16 hexadecimal digits of the SHA-256
 * of its text, so that the first, which is evidence, stays.
 *
 * @param path a file, or a folder that exists
 */
public record CheckpointOutput(Path path) {
  /** The name of the newest checkpoint in a folder. */
  public static final String NEWEST = "checkpoint";

  private static final int DIGEST_BYTES = 8;

  /** As far as the umask permits. */
  private static final FileAttribute<?> FOR_ALL =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw-rw-"));

  /** Writes a checkpoint; a reader sees the whole one or the one before. */
  public void write(SignedNote note) throws IOException {
    if (!Files.isDirectory(path)) {
      replace(path, note.toBytes());
      return;
    }
    replace(own(note), note.toBytes());
    replace(path.resolve(NEWEST), note.toBytes());
  }

  /**
   * The file of this checkpoint alone: of the same text, there may be one with other signatures.
   */
  private Path own(SignedNote note) throws IOException {
    String name = NEWEST + "-" + Checkpoint.parse(note.text()).size();
    Path first = path.resolve(name);
    if (!Files.exists(first) || isOf(note.text(), first)) {
      return first;
    }
    Hash digest = new Sha256().of(note.text().getBytes(StandardCharsets.UTF_8));
    return path.resolve(name + "-" + HexFormat.of().formatHex(digest.toBytes(), 0, DIGEST_BYTES));
  }

  private static boolean isOf(String text, Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > SignedNote.MAX_BYTES) {
      return false;
    }
    try {
      return SignedNote.parse(Files.readAllBytes(file)).text().equals(text);
    } catch (MalformedNoteException another) {
      return false;
    }
  }

  private static void replace(Path file, byte[] content) throws IOException {
    if (has(file, content)) {
      return;
    }
    // Two notaries may release into one folder.
    Path part =
        Files.createTempFile(
            file.toAbsolutePath().resolveSibling(""),
            "." + file.getFileName() + ".",
            ".part",
            FOR_ALL);
    try {
      Files.write(part, content);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static boolean has(Path file, byte[] content) throws IOException {
    return Files.isRegularFile(file)
        && Files.size(file) == content.length
        && Arrays.equals(Files.readAllBytes(file), content);
  }
}
