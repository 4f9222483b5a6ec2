package io.contextgraph.cli;

import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.privacy.KeyEncryptionKey;
import io.contextgraph.privacy.KeyEncryptionKeyFile;
import io.contextgraph.privacy.KeyFileChanges;
import io.contextgraph.privacy.KeyStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code privacy key new|add}. Prints the id of a key, never a key. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Makes the file of the key-encryption keys, and adds keys to it.")
final class PrivacyKeyCommand {
  private final Servers servers;
  private final SecureRandom random;

  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * @param random makes the keys
   */
  PrivacyKeyCommand(Servers servers, SecureRandom random) {
    this.servers = servers;
    this.random = random;
  }

  @Command(
      name = "new",
      mixinStandardHelpOptions = true,
      description = {
        "Creates a key file with a new key-encryption key and prints the key's id.",
        "Only the file's owner may read it. A file that exists is not changed. Whoever has the file"
            + " and the key store can open every sealed value; if the file is lost, nothing opens"
            + " any. The first use of the key makes it the active one of the key store."
      })
  int create(@Parameters(paramLabel = "FILE", description = "The new key file.") Path file)
      throws IOException {
    KeyEncryptionKey key = KeyEncryptionKey.generate(random);
    new KeyFileChanges(new KeyEncryptionKeyFile(file.toString())).create(key);
    spec.commandLine().getOut().println(key.id());
    return ExitCode.DONE;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Adds a new key-encryption key to a key file and prints the key's id.",
        "It is not used before the next \"privacy rotate\" makes it the active one. Where several"
            + " machines seal or open, copy the file to all of them in between. With"
            + " CONTEXT_GRAPH_PRIVACY_OFFICER_URI it is announced to the key store first: a key that was"
            + " not may have been in use before a restore of the store, so earlier erasures are final"
            + " only when it is destroyed too."
      })
  int add(@Parameters(paramLabel = "FILE", description = "The key file.") Path file)
      throws IOException, SQLException {
    KeyEncryptionKey key = KeyEncryptionKey.generate(random);
    announce(key);
    new KeyFileChanges(new KeyEncryptionKeyFile(file.toString())).addAlone(key);
    spec.commandLine().getOut().println(key.id());
    return ExitCode.DONE;
  }

  private void announce(KeyEncryptionKey key) throws SQLException {
    Optional<PostgresConnections> store = servers.postgresOf(Servers.Role.OFFICER);
    if (store.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(
              "The key is not announced to the key store, because CONTEXT_GRAPH_PRIVACY_OFFICER_URI is"
                  + " not set.");
      return;
    }
    try (KeyStore officer = KeyStore.open(store.get())) {
      officer.keks().announce(key.id());
    }
  }
}
