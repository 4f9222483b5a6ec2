package io.contextgraph.cli;

import io.contextgraph.note.KeyFile;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names a file of signing keys. */
final class KeyFileOption {
  @Option(names = "--file", paramLabel = "FILE", required = true, description = "The key file.")
  private Path file = Path.of("");

  KeyFile keys() {
    return new KeyFile(file);
  }
}
