package io.contextgraph.cli;

import io.contextgraph.erasure.SignedReceipt;
import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.note.KeyFile;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code privacy signing-key new}. Prints a verifier key, never a signing key. */
@Command(
    name = "signing-key",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Makes the key that signs receipts of erasures.")
final class PrivacySigningKeyCommand {
  private final Servers servers;
  private final SecureRandom random;
  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * @param random makes the key
   */
  PrivacySigningKeyCommand(Servers servers, SecureRandom random) {
    this.servers = servers;
    this.random = random;
  }

  @Command(
      name = "new",
      mixinStandardHelpOptions = true,
      description = {
        "Creates a key file with a new key and prints the verifier key.",
        "A file that exists is not changed. Give the verifier key to those who check receipts."
      })
  int create(
      @Parameters(paramLabel = "FILE", description = "The key file.") Path file,
      @Option(
              names = "--name",
              paramLabel = "NAME",
              description =
                  "The name of the key (default: context-graph/privacy/ and the ledger's id).")
          @Nullable String name)
      throws IOException, SQLException {
    SigningKey key =
        SigningKey.generate(name == null ? ownName() : name, VerifierKey.ED25519, random);
    new KeyFile(file).create(key);
    spec.commandLine().getOut().println(key.verifierKey());
    return ExitCode.DONE;
  }

  private String ownName() throws SQLException {
    try (Connection ledger = servers.postgres().openLedger()) {
      return SignedReceipt.KEY_NAME + LedgerHead.read(ledger).ledgerId();
    }
  }
}
