package io.contextgraph.cli;

import io.contextgraph.note.KeyFile;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which keys sign receipts. */
final class PrivacyKeyOption {
  @Option(
      names = "--signing-key",
      paramLabel = "FILE",
      description =
          "The file of the keys that sign receipts (default: that in"
              + " CONTEXT_GRAPH_PRIVACY_SIGNING_KEY_FILE).")
  private @Nullable Path file;

  List<SigningKey> read(Servers servers) throws IOException {
    Path named =
        Optional.ofNullable(file)
            .or(servers::receiptKeyFile)
            .orElseThrow(
                () ->
                    new UsageException(
                        "name the file of the keys that sign receipts with --signing-key or"
                            + " CONTEXT_GRAPH_PRIVACY_SIGNING_KEY_FILE"));
    List<SigningKey> keys = new KeyFile(named).read();
    for (SigningKey key : keys) {
      UsageException.require(
          key.verifierKey().type() == VerifierKey.ED25519,
          "a key in %s cosigns checkpoints as a witness and signs no receipts: %s"
              .formatted(named, key.verifierKey().name()));
    }
    return keys;
  }
}
