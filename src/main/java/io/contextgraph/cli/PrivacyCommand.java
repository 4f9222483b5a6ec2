package io.contextgraph.cli;

import java.security.SecureRandom;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The group {@code privacy}. */
@Command(
    name = "privacy",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Keeps the keys that seal personal data, and checks receipts of erasures.")
final class PrivacyCommand {
  private PrivacyCommand() {}

  /** The group with its commands. */
  static CommandLine of(Servers servers) {
    CommandLine group = new CommandLine(new PrivacyCommand());
    List.<Object>of(
            new PrivacyKeyCommand(servers, new SecureRandom()),
            new PrivacyRotateCommand(servers, new SecureRandom()),
            new PrivacyRestoreCommand(servers),
            new PrivacyStatusCommand(servers),
            new PrivacySigningKeyCommand(servers, new SecureRandom()),
            new PrivacyReceiptCommand(servers))
        .forEach(group::addSubcommand);
    return group;
  }
}
