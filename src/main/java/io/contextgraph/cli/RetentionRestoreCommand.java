package io.contextgraph.cli;

import io.contextgraph.archive.ArchivedMonth;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.retention.MonthRestore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code retention restore}. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Inserts the events of an archive into the ledger again, to the byte.",
      "Checks the file, its manifest and each event against the tree; inserts all that are missing,"
          + " or none; records that. A second run inserts nothing. The next retention run keeps the"
          + " month for --keep-restored."
    })
final class RetentionRestoreCommand implements Callable<Integer> {
  private final Servers servers;
  private final Clock clock;
  private final LongSupplier nanoClock;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The file of events, with its manifest beside it.")
  private Path file = Path.of("");

  /**
   * @param nanoClock measures the time between two progress lines
   */
  RetentionRestoreCommand(Servers servers, Clock clock, LongSupplier nanoClock) {
    this.servers = servers;
    this.clock = clock;
    this.nanoClock = nanoClock;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    UsageException.require(file.getFileName() != null, file + " is not a file of archived events");
    PrintWriter err = spec.commandLine().getErr();
    ProgressPrinter progress = new ProgressPrinter(err, nanoClock);
    try (Connection ledger = servers.postgres(Servers.Role.CONTROL).openDurable();
        ControlEvents events = new ControlLog(servers).open()) {
      MonthRestore.Restored restored =
          new MonthRestore(ledger, events::append, clock, progress::print).restore(file);
      spec.commandLine().getOut().println(sentence(restored));
      if (restored.month().graph() == ArchivedMonth.GraphRule.DROP) {
        err.println("The graph does not have these events: run graph verify --repair.");
      }
    }
    return ExitCode.DONE;
  }

  private static String sentence(MonthRestore.Restored restored) {
    String inserted =
        "%s: %s of %d inserted"
            .formatted(
                restored.month().partition(),
                Plural.of(restored.inserted(), "event", "events"),
                restored.month().positions().rows());
    return restored
        .recorded()
        .map(position -> inserted + ", recorded at position " + position)
        .orElse(inserted + "; it was restored before");
  }
}
