package io.contextgraph.cli;

import io.contextgraph.ledger.TreeBuild;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ledger build-tree}. */
@Command(
    name = "build-tree",
    mixinStandardHelpOptions = true,
    description = {
      "Builds the tree of a ledger that an earlier version recorded.",
      "Adds the leaves of the events that have none, as the superuser in"
          + " CONTEXT_GRAPH_POSTGRES_ADMIN_URI. Recording and reading continue. If it is interrupted,"
          + " the next run continues. Once the tree has caught up, each append continues it, and a"
          + " job of an earlier version can no longer record."
    })
final class LedgerTreeCommand implements Callable<Integer> {
  private final Servers servers;
  private final LongSupplier nanoClock;

  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * @param nanoClock measures the time between two progress lines
   */
  LedgerTreeCommand(Servers servers, LongSupplier nanoClock) {
    this.servers = servers;
    this.nanoClock = nanoClock;
  }

  @Override
  public Integer call() throws SQLException {
    PrintWriter out = spec.commandLine().getOut();
    ProgressPrinter progress = new ProgressPrinter(spec.commandLine().getErr(), nanoClock);
    try (Connection ledger = servers.postgres(Servers.Role.ADMIN).openDurable()) {
      long added =
          new TreeBuild(ledger).run((size, position) -> progress.print("leaves", size, position));
      out.println(
          added == 0
              ? "ledger: the tree is complete"
              : "ledger: " + Plural.of(added, "leaf", "leaves") + " added; the tree is complete");
    }
    return ExitCode.DONE;
  }
}
