package io.contextgraph.cli;

import io.contextgraph.query.JobStatus;
import io.contextgraph.query.SystemStatus;
import io.contextgraph.redis.RedisConnection;
import io.contextgraph.redis.StreamInspector;
import io.contextgraph.server.RefusedException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
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
    description = "Prints how far each part is, its lag, and the jobs, as one JSON object a line.")
final class StatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--group",
      defaultValue = "context-graph",
      description = "The job's consumer group (default: ${DEFAULT-VALUE}).")
  private String group = "context-graph";

  @Override
  public Integer call() throws InterruptedException {
    Servers servers = new Servers(System.getenv());
    PrintWriter out = spec.commandLine().getOut();
    boolean reached = true;
    try (RedisConnection redis = RedisConnection.open(servers.redis())) {
      SystemStatus.streams(new StreamInspector(redis), group).forEach(out::println);
    } catch (RedisException | RefusedException e) {
      reached = unreachable("Redis at " + servers.redis(), e);
    }
    long position = 0;
    try (Connection ledger = servers.postgres().open()) {
      position = SystemStatus.ledgerPosition(ledger);
      SystemStatus.ledger(ledger).forEach(out::println);
    } catch (SQLException | RefusedException e) {
      reached = unreachable("Postgres at " + servers.postgres().address(), e);
    }
    if (servers.hasNeo4j()) {
      try (Driver graph = servers.neo4j().open()) {
        SystemStatus.graph(graph, position).forEach(out::println);
      } catch (Neo4jException e) {
        reached = unreachable("Neo4j at " + servers.neo4j().address(), e);
      }
    }
    if (servers.flink().isPresent()) {
      try {
        new JobStatus(servers.flink().get()).jobs().forEach(out::println);
      } catch (IOException e) {
        reached = unreachable("Flink at " + servers.flink().get(), e);
      }
    }
    return reached ? 0 : Main.UNREACHABLE;
  }

  private boolean unreachable(String server, Exception e) {
    spec.commandLine().getErr().println(server + " cannot be asked: " + e.getMessage());
    return false;
  }
}
