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
    if (!Files.exists(first) || isOf(note.text(), Files.readAllBytes(first))) {
      return first;
    }
    Hash digest = new Sha256().of(note.text().getBytes(StandardCharsets.UTF_8));
    return path.resolve(name + "-" + HexFormat.of().formatHex(digest.toBytes(), 0, DIGEST_BYTES));
  }

  private static boolean isOf(String text, byte[] file) {
    try {
      return SignedNote.parse(file).text().equals(text);
    } catch (MalformedNoteException another) {
      return false;
    }
  }

  private static void replace(Path file, byte[] content) throws IOException {
    if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content)) {
      return;
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.write(part, content);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
