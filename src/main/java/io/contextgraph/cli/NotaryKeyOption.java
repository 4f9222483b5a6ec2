package io.contextgraph.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which keys the notary uses. */
final class NotaryKeyOption {
  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "The file of the notary's keys; the last checkpoint is kept beside it (default: that in"
              + " CONTEXT_GRAPH_CHECKPOINT_KEY_FILE).")
  private @Nullable Path file;

  Optional<Path> file(Servers servers) {
    return file == null ? servers.checkpointKeyFile() : Optional.of(file);
  }

  Path require(Servers servers) {
    return file(servers)
        .orElseThrow(
            () ->
                new UsageException(
                    "name the file of the notary's keys with --key or"
                        + " CONTEXT_GRAPH_CHECKPOINT_KEY_FILE"));
  }
}
