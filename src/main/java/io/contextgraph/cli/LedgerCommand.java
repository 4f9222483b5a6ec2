package io.contextgraph.cli;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    List.<Object>of(
            new LedgerVerifyCommand(servers, System::nanoTime),
            new LedgerTreeCommand(servers, System::nanoTime),
            new LedgerKeyCommand(new SecureRandom(), servers),
            new LedgerCheckpointCommand(
                servers, duration -> TimeUnit.MILLISECONDS.sleep(duration.toMillis())),
            new LedgerForkCommand(servers),
            new LedgerProveCommand(servers),
            new LedgerCheckCommand(Clock.systemUTC()),
            new LedgerConsistencyCommand(servers))
        .forEach(group::addSubcommand);
    return group;
  }
}
