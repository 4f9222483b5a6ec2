package io.contextgraph.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that exists only when it is complete: it is created under another name and then renamed.
 */
final class CompleteFolder {
  private CompleteFolder() {}

  /** Fills a new, empty folder. */
  interface Filling {
    void fill(Path folder) throws IOException, InterruptedException;
  }

  /** Creates the folder; deletes what an interrupted attempt left behind. */
  static void make(Path folder, Filling filling) throws IOException, InterruptedException {
    Path part = folder.resolveSibling(folder.getFileName() + ".part");
    delete(part);
    Files.createDirectories(part);
    filling.fill(part);
    Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    }
  }
}
