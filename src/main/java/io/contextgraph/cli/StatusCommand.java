package io.contextgraph.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contextgraph.graph.TimeLimitedDriver;
import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.query.Findings;
import io.contextgraph.query.JobStatus;
import io.contextgraph.query.SystemStatus;
import io.contextgraph.redis.RenewedConnection;
import io.contextgraph.server.ServerAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the position and lag of each part, and the jobs.",
      "Exit codes: 0 if everything runs, 1 if something is wrong, 2 for wrong usage or refused"
          + " credentials, 3 if a part could not be asked; standard error says what."
    })
final class StatusCommand implements Callable<Integer> {
  /** Neo4j's driver waits for ever for a server that is frozen. */
  private static final Duration GRAPH_LIMIT = Duration.ofSeconds(10);

  private static final List<Column> SUMMARY =
      List.of(Column.id("what"), Column.status("state"), Column.text("detail"));
  private static final List<Column> STREAMS =
      List.of(
          Column.id("stream"),
          Column.number("length"),
          Column.number("added"),
          Column.id("acknowledged"),
          Column.number("lag"),
          Column.text("heldBy").headed("held by"),
          Column.number("held"),
          Column.text("error"));

  private final Servers servers;
  private final InstantSource clock;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FormatOption format = new FormatOption();

  @Option(
      names = "--group",
      paramLabel = "NAME",
      defaultValue = "context-graph",
      description = "The job's consumer group (default: ${DEFAULT-VALUE}).")
  private String group = "context-graph";

  @Option(
      names = "--known-lost",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "The number of lost entries that were looked into: only more of them are reported"
              + " (default: ${DEFAULT-VALUE}).")
  private long knownLost;

  private final List<ObjectNode> parts = new ArrayList<>();
  private final Set<String> notAsked = new LinkedHashSet<>();
  private OptionalLong ledgerPosition = OptionalLong.empty();
  private int exitCode = ExitCode.DONE;

  StatusCommand(Servers servers, InstantSource clock) {
    this.servers = servers;
    this.clock = clock;
  }

  /** Queries one server. */
  private interface Question {
    List<ObjectNode> ask() throws Exception;
  }

  @Override
  public Integer call() throws Exception {
    if (knownLost < 0) {
      throw new UsageException("--known-lost should be 0 or greater");
    }
    ask("Redis", servers.redis().toString(), this::streams);
    ask("Postgres", servers.postgres().address().toString(), this::ledger);
    if (servers.hasNeo4j()) {
      ask("Neo4j", servers.neo4j().address().toString(), this::graph);
    } else {
      skip("Neo4j", "NEO4J_URI");
    }
    if (servers.flink().isPresent()) {
      ServerAddress flink = servers.flink().get();
      ask("Flink", flink.toString(), () -> new JobStatus(flink, clock).jobs());
      judge();
    } else {
      skip("Flink", "FLINK_REST");
    }
    if (format.isTable()) {
      printTables();
    }
    return exitCode;
  }

  private void say(String line) {
    spec.commandLine().getErr().println(CellText.visible(line));
  }

  private void skip(String server, String variable) {
    notAsked.add(server);
    say(server + " was not asked: CONTEXT_GRAPH_" + variable + " is not set");
  }

  /** Asks one server; if that fails, the other servers are asked all the same. */
  private void ask(String server, String address, Question question) throws Exception {
    try {
      List<ObjectNode> answer = question.ask();
      parts.addAll(answer);
      if (!format.isTable()) {
        answer.forEach(spec.commandLine().getOut()::println);
      }
    } catch (Exception e) {
      Failure failure = Failure.of(e).orElseThrow(() -> e);
      notAsked.add(server);
      exitCode = Math.max(exitCode, failure.exitCode());
      String reason = failure.message();
      boolean names = reason.contains(address);
      say(names ? reason : server + " at " + address + " could not be asked: " + reason);
    }
  }

  private void judge() {
    if (notAsked.contains("Flink")) {
      return;
    }
    List<String> findings = Findings.of(parts, knownLost);
    if (!findings.isEmpty()) {
      exitCode = Math.max(exitCode, ExitCode.FOUND);
    }
    findings.forEach(this::say);
  }

  private void printTables() {
    print(SUMMARY, new StatusSummary(parts, notAsked).rows());
    List<ObjectNode> streams =
        parts.stream().filter(part -> part.path("part").asText().equals("stream")).toList();
    if (!streams.isEmpty()) {
      spec.commandLine().getOut().println();
    }
    print(STREAMS, streams);
  }

  private void print(List<Column> columns, List<ObjectNode> rows) {
    RowPrinter printer = format.rows(spec.commandLine().getOut(), columns);
    rows.forEach(row -> printer.print(row.toString()));
    printer.flush();
  }

  private List<ObjectNode> streams() {
    try (RenewedConnection redis = new RenewedConnection(servers.redis())) {
      List<ObjectNode> streams = SystemStatus.streams(redis, group);
      if (isGroupNamed() && streams.stream().noneMatch(it -> it.has("acknowledged"))) {
        say("No stream has the consumer group " + group);
      }
      streams.stream().filter(it -> it.has("error")).forEach(this::reportRefused);
      return streams;
    }
  }

  private void reportRefused(ObjectNode stream) {
    exitCode = Math.max(exitCode, ExitCode.UNREACHABLE);
    say(
        "Stream %s could not be asked: %s"
            .formatted(stream.path("stream").asText(), stream.path("error").asText()));
  }

  private boolean isGroupNamed() {
    return spec.commandLine().getParseResult().hasMatchedOption("--group");
  }

  private List<ObjectNode> ledger() throws SQLException {
    try (Connection ledger = servers.postgres().openLedger()) {
      long position = LedgerHead.read(ledger).position();
      ledgerPosition = OptionalLong.of(position);
      return SystemStatus.ledger(ledger, position);
    }
  }

  private List<ObjectNode> graph() {
    if (ledgerPosition.isEmpty()) {
      say("The lag of the graph is unknown without the ledger's position");
    }
    try (TimeLimitedDriver graph = new TimeLimitedDriver(servers.neo4j()::open, GRAPH_LIMIT)) {
      return graph.call(session -> SystemStatus.graph(session, ledgerPosition));
    }
  }
}
