package io.contextgraph.local;

import java.nio.file.Path;

/** Makes files executable. */
final class Executable {
  private Executable() {}

  static void make(Path file) {
    if (!file.toFile().setExecutable(true, false)) {
      throw new LocalException("Could not make " + file + " executable");
    }
  }
}
