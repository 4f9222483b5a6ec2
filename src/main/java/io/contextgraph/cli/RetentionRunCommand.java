package io.contextgraph.cli;

import io.contextgraph.archive.ArchivedMonth;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.retention.RetentionPlan;
import io.contextgraph.retention.RetentionRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code retention run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the months whose time has ended to files, and drops their rows from the ledger.",
      "A file is compared with the tree before anything is dropped, and the ledger records which"
          + " events are in which file. Whatever ends a run, the next one continues it. Also creates"
          + " the partitions of the next months."
    })
final class RetentionRunCommand implements Callable<Integer> {
  private static final int MOST_MONTHS = 24;

  private final Servers servers;
  private final Clock clock;
  private final LongSupplier nanoClock;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private RetentionOptions options = new RetentionOptions();

  @Option(
      names = "--archive",
      paramLabel = "DIR",
      description = "The folder where the files go (default: none; only --dry-run needs none).")
  private @Nullable Path archive;

  @Option(
      names = "--graph",
      paramLabel = "keep|drop",
      description =
          "Whether the graph keeps or drops the events of archived months (default: keep).")
  private ArchivedMonth.GraphRule graph = ArchivedMonth.GraphRule.KEEP;

  @Option(
      names = "--projection",
      paramLabel = "NAME",
      description = "The projection that drops events with --graph drop (default: main).")
  private String projection = "main";

  @Option(
      names = "--months-ahead",
      paramLabel = "MONTHS",
      description = "How many months after this one get a partition now (default: 2).")
  private int monthsAhead = 2;

  @Option(names = "--dry-run", description = "Print what would be done, as retention plan does.")
  private boolean dryRun;

  @Mixin private FormatOption format = new FormatOption();

  /**
   * @param nanoClock measures the time between two progress lines
   */
  RetentionRunCommand(Servers servers, Clock clock, LongSupplier nanoClock) {
    this.servers = servers;
    this.clock = clock;
    this.nanoClock = nanoClock;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    UsageException.require(
        monthsAhead >= 0 && monthsAhead <= MOST_MONTHS, "--months-ahead must be between 0 and 24");
    UsageException.require(
        options.hasGraph() || graph == ArchivedMonth.GraphRule.KEEP,
        "--graph drop needs a graph, and --no-graph says that there is none");
    Path folder = dryRun ? Path.of("") : folder();
    try (Connection ledger = servers.postgres(Servers.Role.CONTROL).openDurable()) {
      RetentionPlan plan = options.plan(servers, LedgerHead.read(ledger).ledgerId());
      if (dryRun) {
        PlannedMonths.print(
            plan.of(ledger, clock.instant()),
            format.rows(spec.commandLine().getOut(), PlannedMonths.COLUMNS));
      } else {
        return run(ledger, plan, folder);
      }
    }
    return ExitCode.DONE;
  }

  /** Without a rule nothing goes, so nothing needs a folder. */
  private Path folder() {
    Path folder = archive;
    if (folder == null && !options.hasRules()) {
      return Path.of("");
    }
    if (folder == null) {
      throw new UsageException("--archive names the folder where the files go");
    }
    UsageException.require(Files.isDirectory(folder), folder + " is not a folder");
    return folder;
  }

  private int run(Connection ledger, RetentionPlan plan, Path folder)
      throws IOException, SQLException {
    PrintWriter err = spec.commandLine().getErr();
    ProgressPrinter printer = new ProgressPrinter(err, nanoClock);
    PrintedOutcomes outcomes =
        new PrintedOutcomes(
            spec.commandLine().getOut(), err, AskedServers.of(servers, spec.commandLine()));
    try (ControlEvents events = new ControlLog(servers).open()) {
      new RetentionRun(
              ledger,
              plan,
              folder,
              graph,
              events::append,
              new GraphForgetting(servers, projection, printer)::forget,
              clock,
              printer::print)
          .run(monthsAhead, outcomes);
    }
    if (outcomes.isEmpty()) {
      err.println("No month is due; retention plan says why.");
    }
    return outcomes.exitCode();
  }
}
