package io.contextgraph.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contextgraph.audit.GraphAudit;
import io.contextgraph.audit.GraphRebuild;
import io.contextgraph.audit.GraphVerification;
import io.contextgraph.graph.Neo4jConnections;
import io.contextgraph.graph.Neo4jGraphStore;
import io.contextgraph.ledger.LedgerReader;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code graph verify|rebuild}. */
@Command(
    name = "graph",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Compares the graph with the ledger, or builds it again.")
final class GraphCommand {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SAY_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  private final Servers servers;
  @Spec private CommandSpec spec = CommandSpec.create();
  private long saidAt = System.nanoTime();

  GraphCommand(Servers servers) {
    this.servers = servers;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Prints what differs between graph and ledger as JSON Lines, at the projection's position",
        "and while everything goes on. Exit code 1 if anything differs."
      })
  int verify(
      @Option(names = "--repair", description = "Write again what differs.") boolean repair,
      @Option(names = "--projection", defaultValue = "main", description = "Its name.") String name,
      @Option(names = "--neo4j-uri", description = "Another Neo4j.") @Nullable String uri)
      throws SQLException {
    try (LedgerReader ledger = new LedgerReader(servers.postgres().open());
        GraphAudit graph = audit(servers.neo4j(uri), name, ledger)) {
      if (repair) {
        checkAlone(graph);
      }
      return verify(servers, ledger, graph, repair) == 0 ? 0 : ExitCode.FOUND;
    }
  }

  private long verify(Servers servers, LedgerReader ledger, GraphAudit graph, boolean repair)
      throws SQLException {
    PrintWriter out = spec.commandLine().getOut();
    long found =
        new GraphVerification(
                servers.postgres(),
                ledger,
                graph,
                repair,
                difference -> out.println(json(difference)),
                progress -> say("sessions compared", progress.sessions(), progress.of(), 0))
            .run();
    out.flush();
    spec.commandLine()
        .getErr()
        .println(
            found == 0
                ? "The graph is that of the ledger."
                : found + " differences" + (repair ? ", written again" : ""));
    return found;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Projects the ledger again from its first position, in place and while readers go on, then",
        "drops what does not belong and verifies. Into a Neo4j without this projection it builds it."
      })
  int rebuild(
      @Option(names = "--projection", defaultValue = "main", description = "Its name.") String name,
      @Option(names = "--neo4j-uri", description = "Another Neo4j.") @Nullable String uri,
      @Option(
              names = "--partitions",
              defaultValue = "8",
              description = "Of a new projection (default: ${DEFAULT-VALUE}).")
          int partitions)
      throws SQLException {
    if (partitions < 1 || partitions > 1024) {
      throw new UsageException("--partitions takes a number from 1 to 1024");
    }
    Neo4jConnections neo4j = servers.neo4j(uri);
    long started = System.nanoTime();
    try (LedgerReader ledger = new LedgerReader(servers.postgres().open());
        GraphAudit graph = audit(neo4j, name, ledger)) {
      GraphRebuild rebuild =
          new GraphRebuild(
              ledger,
              graph,
              progress -> say("positions", progress.position(), progress.of(), started));
      checkAlone(graph);
      int existing = graph.positions().size();
      String building = name + "/building";
      if (existing == 0 || graph.keeps(building)) {
        try (Neo4jGraphStore mark = new Neo4jGraphStore(neo4j.open(), building, 1);
            Neo4jGraphStore store =
                new Neo4jGraphStore(neo4j.open(), name, existing == 0 ? partitions : existing)) {
          store.install();
          // While it is there, a rebuild that is started again goes on instead of starting over.
          mark.positions(ledger.head().ledgerId());
          rebuild.build(store);
          graph.forget(building);
        }
      } else {
        String again = name + "/rebuild";
        try (Neo4jGraphStore own = new Neo4jGraphStore(neo4j.open(), again, existing)) {
          own.install();
          rebuild.again(own, again);
        }
      }
      verify(servers, ledger, graph, true);
      return verify(servers, ledger, graph, false) == 0 ? 0 : ExitCode.FOUND;
    }
  }

  /** Events of two projections cannot be told apart, so one's repair would drop the other's. */
  private static void checkAlone(GraphAudit graph) {
    List<String> others = graph.otherProjections();
    if (!others.isEmpty()) {
      throw new UsageException(
          "this Neo4j also holds the projections "
              + others
              + "; a graph holds one, so use another Neo4j, or drop their (:Projection) nodes");
    }
  }

  private static GraphAudit audit(Neo4jConnections neo4j, String name, LedgerReader ledger)
      throws SQLException {
    return new GraphAudit(neo4j.open(), name, ledger.head().ledgerId());
  }

  private void say(String what, long done, long of, long startedNanos) {
    long now = System.nanoTime();
    if (now - saidAt < SAY_EVERY_NANOS && done < of) {
      return;
    }
    saidAt = now;
    String left = "";
    if (startedNanos != 0 && done > 0) {
      long seconds = (long) ((now - startedNanos) / 1e9 * (of - done) / done);
      left = ", about " + seconds + " s left";
    }
    spec.commandLine().getErr().println(done + " of " + of + " " + what + left);
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts is always JSON", e);
    }
  }
}
