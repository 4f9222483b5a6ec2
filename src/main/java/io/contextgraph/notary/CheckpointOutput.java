package io.contextgraph.notary;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/**
 * Where checkpoints are released for others to read: a file with the newest one, or a folder that
 * has it as {@code checkpoint} and each as {@code checkpoint-SIZE}.
 *
 * @param path a file, or a folder that exists
 */
public record CheckpointOutput(Path path) {
  /** The name of the newest checkpoint in a folder. */
  public static final String NEWEST = "checkpoint";

  /** Writes a checkpoint; a reader sees the whole one or the one before. */
  public void write(SignedNote note) throws IOException {
    if (!Files.isDirectory(path)) {
      replace(path, note.toBytes());
      return;
    }
    long size = Checkpoint.parse(note.text()).size();
    replace(path.resolve(NEWEST + "-" + size), note.toBytes());
    replace(path.resolve(NEWEST), note.toBytes());
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
