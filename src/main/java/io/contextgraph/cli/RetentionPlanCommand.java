package io.contextgraph.cli;

import io.contextgraph.ledger.LedgerHead;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code retention plan}. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what a run would do with each month of the ledger, and why.",
      "Changes nothing. Control events (audit, privacy, retention) always stay and are not counted."
    })
final class RetentionPlanCommand implements Callable<Integer> {
  private final Servers servers;
  private final InstantSource clock;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private RetentionOptions options = new RetentionOptions();
  @Mixin private FormatOption format = new FormatOption();

  RetentionPlanCommand(Servers servers, InstantSource clock) {
    this.servers = servers;
    this.clock = clock;
  }

  @Override
  public Integer call() throws SQLException {
    try (Connection ledger = servers.postgres().openLedger()) {
      PlannedMonths.print(
          options.plan(servers, LedgerHead.read(ledger).ledgerId()).of(ledger, clock.instant()),
          format.rows(spec.commandLine().getOut(), PlannedMonths.COLUMNS));
    }
    return ExitCode.DONE;
  }
}
