package io.contextgraph.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files that a run publishes.
 *
 * @param named files that a person named
 * @param demo the bundled sessions
 * @param wanted whether a person asked for the demo, or for none; null if neither
 */
record Publications(List<Path> named, Path demo, @Nullable Boolean wanted) {
  static final String LEFT_OUT =
      "The demo is not published: that is done at the first start of a data folder; --demo"
          + " publishes it again";

  /**
   * @throws UsageException if a file cannot be read
   */
  Publications {
    for (Path file : named) {
      UsageException.require(
          Files.isReadable(file) && !Files.isDirectory(file),
          "--publish: the file " + file + " cannot be read");
    }
  }

  /**
   * Without a wish, the demo is for a system that has nothing else to show.
   *
   * @param first whether nothing was ever published to the system
   * @param once whether the run exists only to publish and check
   */
  List<Path> files(boolean first, boolean once) {
    boolean show = wanted == null ? named.isEmpty() && (first || once) : wanted;
    List<Path> files = new ArrayList<>();
    if (show) {
      files.add(demo);
    }
    files.addAll(named);
    return files;
  }

  /** Whether the demo is left out without a word of the person about it. */
  boolean leavesOutUnasked(boolean first, boolean once) {
    return wanted == null && named.isEmpty() && files(first, once).isEmpty();
  }
}
