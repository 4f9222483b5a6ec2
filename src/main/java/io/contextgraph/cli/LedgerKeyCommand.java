package io.contextgraph.cli;

import io.contextgraph.cli.KeyRecord.Change;
import io.contextgraph.note.KeyFile;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ledger key new|rotate|retire|show}. Prints verifier keys, never a signing key. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Makes and changes the keys that sign checkpoints.",
      "A key file is readable by its owner only. What is printed is the verifier key, which is"
          + " public and which auditors need.",
      "Each change of a ledger's key is recorded in the ledger as an event audit.key, by the role"
          + " in CONTEXT_GRAPH_POSTGRES_CONTROL_URI. Without it a key is only made, because its"
          + " ledger may not exist yet. The key of a witness belongs to no ledger."
    })
final class LedgerKeyCommand {
  private final SecureRandom random;
  private final Servers servers;

  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * @param random makes the keys
   */
  LedgerKeyCommand(SecureRandom random, Servers servers) {
    this.random = random;
    this.servers = servers;
  }

  @Command(
      name = "new",
      mixinStandardHelpOptions = true,
      description = {
        "Creates a key file with a new key and prints the verifier key.",
        "A file that exists is not changed."
      })
  int create(
      @Mixin KeyFileOption file,
      @Option(
              names = {"--origin", "--name"},
              paramLabel = "NAME",
              required = true,
              description =
                  "The origin of the log that the key signs for, or the name of the witness: best a"
                      + " URL without its scheme; no spaces and no '+'.")
          String name,
      @Option(
              names = "--witness",
              description = "Make the key of a witness, which cosigns the checkpoints of logs.")
          boolean witness,
      @Mixin ReasonOption reason)
      throws IOException, SQLException {
    byte type = witness ? VerifierKey.COSIGNATURE : VerifierKey.ED25519;
    SigningKey key = SigningKey.generate(name, type, random);
    return change(
        new KeyRecord.Made(Change.CREATED, key.verifierKey(), reason.text()),
        false,
        () -> file.keys().create(key));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Adds a new key beside the old one and prints its verifier key.",
        "Both sign from then on, until the old one is retired. Give the new verifier key to the"
            + " auditors and witnesses before that."
      })
  int rotate(
      @Mixin KeyFileOption file, @Mixin ReasonOption reason, @Mixin UnrecordedOption unrecorded)
      throws IOException, SQLException {
    KeyFile keys = file.keys();
    VerifierKey old = keys.read().get(0).verifierKey();
    SigningKey key = SigningKey.generate(old.name(), old.type(), random);
    return change(
        new KeyRecord.Made(Change.ADDED, key.verifierKey(), reason.text()),
        unrecorded.isGiven(),
        () -> keys.add(key));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Removes a key, which ends a rotation, and prints the verifier key of the removed one.",
        "The only key of a file cannot be removed."
      })
  int retire(
      @Mixin KeyFileOption file,
      @Option(
              names = "--vkey",
              paramLabel = "KEY",
              required = true,
              description = "The verifier key of the key to remove.")
          VerifierKey key,
      @Mixin ReasonOption reason,
      @Mixin UnrecordedOption unrecorded)
      throws IOException, SQLException {
    return change(
        new KeyRecord.Made(Change.RETIRED, key, reason.text()),
        unrecorded.isGiven(),
        () -> file.keys().remove(key));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Prints the verifier keys of a key file, the oldest first.")
  int show(@Mixin KeyFileOption file) throws IOException {
    List<SigningKey> keys = file.keys().read();
    keys.forEach(key -> spec.commandLine().getOut().println(key.verifierKey()));
    return ExitCode.DONE;
  }

  private interface FileChange {
    void run() throws IOException;
  }

  private int change(KeyRecord.Made made, boolean unrecorded, FileChange file)
      throws IOException, SQLException {
    PrintWriter err = spec.commandLine().getErr();
    try (KeyRecord record = KeyRecord.open(servers, made, unrecorded, err)) {
      file.run();
      spec.commandLine().getOut().println(made.key());
      append(record, made);
    }
    return ExitCode.DONE;
  }

  private void append(KeyRecord record, KeyRecord.Made made) throws SQLException {
    try {
      record.append(made);
    } catch (SQLException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("The key file was changed, but the ledger did not record it; do not repeat it.");
      throw e;
    }
  }
}
