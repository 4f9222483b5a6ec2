package io.contextgraph.cli;

import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.ledger.SchemaMismatchException;
import io.contextgraph.query.JobStatus;
import io.contextgraph.query.SystemStatus;
import io.contextgraph.redis.RenewedConnection;
import io.contextgraph.server.RefusedException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.neo4j.driver.Driver;
import org.neo4j.driver.exceptions.Neo4jException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Prints the position and lag of each part, and the jobs, as JSON Lines.")
final class StatusCommand implements Callable<Integer> {
  private final Servers servers;
  private final InstantSource clock;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--group",
      defaultValue = "context-graph",
      description = "The job's consumer group (default: ${DEFAULT-VALUE}).")
  private String group = "context-graph";

  private long ledgerPosition;
  private boolean allReached = true;

  StatusCommand(Servers servers, InstantSource clock) {
    this.servers = servers;
    this.clock = clock;
  }

  /** Queries one server. */
  private interface Question {
    List<String> ask() throws IOException, SQLException, InterruptedException;
  }

  @Override
  public Integer call() throws InterruptedException {
    print("Redis at " + servers.redis(), this::streams);
    print("Postgres at " + servers.postgres().address(), this::ledger);
    if (servers.hasNeo4j()) {
      print("Neo4j at " + servers.neo4j().address(), this::graph);
    }
    if (servers.flink().isPresent()) {
      URI flink = servers.flink().get();
      print("Flink at " + flink, () -> new JobStatus(flink, clock).jobs());
    }
    return allReached ? ExitCode.DONE : ExitCode.UNREACHABLE;
  }

  /** Prints one server's answer; if it fails, the other servers are queried all the same. */
  private void print(String server, Question question) throws InterruptedException {
    try {
      question.ask().forEach(spec.commandLine().getOut()::println);
    } catch (IOException
        | SQLException
        | RedisException
        | Neo4jException
        | RefusedException
        | SchemaMismatchException e) {
      spec.commandLine().getErr().println(server + " cannot be queried: " + e.getMessage());
      allReached = false;
    }
  }

  private List<String> streams() {
    try (RenewedConnection redis = new RenewedConnection(servers.redis())) {
      return SystemStatus.streams(redis, group);
    }
  }

  private List<String> ledger() throws SQLException {
    try (Connection ledger = servers.postgres().openLedger()) {
      ledgerPosition = LedgerHead.read(ledger).position();
      return SystemStatus.ledger(ledger, ledgerPosition);
    }
  }

  private List<String> graph() {
    try (Driver graph = servers.neo4j().open()) {
      return SystemStatus.graph(graph, ledgerPosition);
    }
  }
}
