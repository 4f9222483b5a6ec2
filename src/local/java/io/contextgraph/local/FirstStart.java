package io.contextgraph.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a data folder was started before.
 *
 * @param marker a file that exists since the first start
 */
record FirstStart(Path marker) {
  static FirstStart in(Path data) {
    return new FirstStart(data.resolve("started"));
  }

  boolean isOver() {
    return Files.exists(marker);
  }

  /** Later starts are not the first. */
  void end() throws IOException {
    if (!isOver()) {
      Files.createFile(marker);
    }
  }
}
