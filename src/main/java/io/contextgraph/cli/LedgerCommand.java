package io.contextgraph.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The group {@code ledger}. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Verifies the ledger, and proves to others what it contains.")
final class LedgerCommand {
  private LedgerCommand() {}

  /** The group with its commands. */
  static CommandLine of(Servers servers) {
    CommandLine group = new CommandLine(new LedgerCommand());
    List.<Object>of(new LedgerTreeCommand(servers, System::nanoTime)).forEach(group::addSubcommand);
    return group;
  }
}
