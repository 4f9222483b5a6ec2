package io.contextgraph.cli;

import io.contextgraph.audit.GraphAudit;
import io.contextgraph.audit.Progress;
import io.contextgraph.graph.ProjectionPositions;
import io.contextgraph.graph.ProjectionReach;
import io.contextgraph.ledger.ControlEvents;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code graph verify|rebuild}. */
@Command(
    name = "graph",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Compares the graph with the ledger, or rebuilds it.")
final class GraphCommand {
  private final Servers servers;
  private final LongSupplier nanoClock;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Prints the progress of each step, and every step that is left out. */
  private record PrintedProgress(ProgressPrinter printer, PrintWriter err) implements Progress {
    @Override
    public void report(String unit, long done, long total) {
      printer.print(unit, done, total);
    }

    @Override
    public void skipped(String sentence) {
      err.println(sentence);
    }
  }

  /**
   * @param nanoClock measures the time between two progress lines
   */
  GraphCommand(Servers servers, LongSupplier nanoClock) {
    this.servers = servers;
    this.nanoClock = nanoClock;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Prints how the graph differs from the ledger, as JSON Lines.",
        "Compares them at the projection's position, while recording and projection continue. On"
            + " standard error it reports its progress, and how far the graph is behind the ledger,"
            + " if it is.",
        "Exit code 1 if anything differs, 2 if there is nothing to compare: no such projection, or"
            + " one that is stored in another format, lacks a partition or is being projected again.",
        "A repair is recorded in the ledger, by the role in CONTEXT_GRAPH_POSTGRES_CONTROL_URI."
      })
  int verify(
      @Option(names = "--repair", description = "Rewrite the differences.") boolean repair,
      @Mixin ReasonOption reason,
      @Mixin ProjectionOptions projection)
      throws SQLException {
    if (repair) {
      return repair(reason, projection);
    }
    UsageException.require(reason.isAbsent(), "--reason is recorded only with --repair");
    try (GraphAudit audit = projection.audit(servers)) {
      ProjectionReach before = audit.reach();
      int exitCode = verify(audit);
      note(before, audit.reach());
      return exitCode;
    }
  }

  private int repair(ReasonOption reason, ProjectionOptions projection) throws SQLException {
    Optional<String> why = reason.text();
    try (GraphAudit audit = projection.audit(servers);
        ControlEvents control = new ControlLog(servers).openFor(Servers.Role.ANY)) {
      ProjectionReach before = audit.reach();
      PrintedDifferences found = differences();
      long differences =
          new GraphChange(control, why, projection.parameters(servers))
              .run("audit.repair", () -> audit.repair(found, progress()));
      int exitCode = print(differences, found.repaired(), found);
      note(before, audit.reach());
      return exitCode;
    }
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Projects the ledger again from its first position, in place and while readers continue.",
        "Then drops what does not belong in the graph, and verifies it. Builds the projection if"
            + " the Neo4j does not contain it.",
        "Exit code 1 if the graph differs from the ledger afterwards, 0 if it matches.",
        "The rebuild is recorded in the ledger, by the role in CONTEXT_GRAPH_POSTGRES_CONTROL_URI."
      })
  int rebuild(
      @Mixin ProjectionOptions projection,
      @Option(
              names = "--partitions",
              paramLabel = "NUMBER",
              description =
                  "Number of partitions of a projection that is new or cannot be continued, as"
                      + " projection.partitions of the job, up to "
                      + ProjectionPositions.MAX_PARTITIONS
                      + " (default: the number that the graph has, otherwise 8).")
          @Nullable Integer partitions,
      @Mixin ReasonOption reason)
      throws SQLException {
    UsageException.require(
        partitions == null || partitions >= 1 && partitions <= ProjectionPositions.MAX_PARTITIONS,
        "--partitions must be between 1 and " + ProjectionPositions.MAX_PARTITIONS);
    Optional<String> why = reason.text();
    try (GraphAudit audit = projection.audit(servers);
        ControlEvents control = new ControlLog(servers).openFor(Servers.Role.ANY)) {
      Map<String, String> parameters = projection.parameters(servers);
      if (partitions != null) {
        parameters.put("partitions", partitions.toString());
      }
      PrintedDifferences found = differences();
      long differences =
          new GraphChange(control, why, parameters)
              .run(
                  "audit.rebuild",
                  () -> rebuild(audit, partitions == null ? 0 : partitions, found));
      return print(differences, found.found(), found);
    }
  }

  /**
   * @param found receives what differs afterwards
   */
  private long rebuild(GraphAudit audit, int partitions, PrintedDifferences found)
      throws SQLException {
    PrintedDifferences left = differences();
    audit.rebuild(partitions, left, progress());
    left.left().ifPresent(err()::println);
    return audit.verify(found, progress());
  }

  private Progress progress() {
    return new PrintedProgress(new ProgressPrinter(err(), nanoClock), err());
  }

  private PrintedDifferences differences() {
    return new PrintedDifferences(spec.commandLine().getOut());
  }

  private int verify(GraphAudit audit) throws SQLException {
    PrintedDifferences found = differences();
    long differences = audit.verify(found, progress());
    return print(differences, found.found(), found);
  }

  /** Prints the result and returns the exit code. */
  private int print(long differences, String outcome, PrintedDifferences found) {
    spec.commandLine().getOut().flush();
    err().println(outcome);
    found.archived().ifPresent(err()::println);
    return differences == 0 ? ExitCode.DONE : ExitCode.FOUND;
  }

  /** Prints what was not compared because the graph is behind the ledger. */
  private void note(ProjectionReach before, ProjectionReach after) {
    new ReachNote(before, after).text().ifPresent(err()::println);
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
