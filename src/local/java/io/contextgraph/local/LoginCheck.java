package io.contextgraph.local;

import io.contextgraph.graph.Neo4jConnections;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.SchemaMismatchException;
import io.contextgraph.privacy.KeyStore;
import io.contextgraph.producer.EventProducer;
import io.contextgraph.server.FailureText;
import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.RefusedException;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.server.TlsFailure;
import io.lettuce.core.RedisException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.neo4j.driver.Driver;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.SecurityException;

/**
 * Logs in to the servers of a new job as that job will, where its options about them were changed:
 * a wrong password, database or certificate would stop it after the old job.
 *
 * @param servers those of the new job
 * @param progress receives a line for each login that cannot be checked here
 */
record LoginCheck(JobServers servers, Consumer<String> progress) {
  private static final String PROGRAM = "context-graph redeploy";
  private static final List<String> OPTIONS =
      List.of(
          ".uri",
          ".user",
          ".password-file",
          ".password-env",
          ".tls",
          ".tls.ca",
          ".tls.certificate",
          ".tls.key");

  /** A login, which fails by throwing. */
  private interface Login {
    void open() throws SQLException;
  }

  /**
   * @throws UsageException if a server refuses the login, or a new address is not that of a server
   *     that the job can use
   */
  void check(JobArguments changes) {
    Set<String> changed = new TreeSet<>(changes.set().keySet());
    changed.addAll(changes.unset());
    boolean ingests = servers.runs("ingest");
    if (ingests && concerns(changed, "redis")) {
      check("redis", changes, this::redis);
    }
    if (concerns(changed, "postgres")) {
      check("postgres", changes, ingests ? this::writer : this::reader);
    }
    if (ingests && servers.seals() && concerns(changed, "privacy")) {
      check("privacy", changes, () -> KeyStore.open(postgres("privacy")).close());
    }
    if (servers.runs("projection") && concerns(changed, "neo4j")) {
      check("neo4j", changes, this::neo4j);
    }
  }

  private static boolean concerns(Set<String> changed, String server) {
    return OPTIONS.stream().anyMatch(option -> changed.contains(server + option));
  }

  private void check(String server, JobArguments changes, Login login) {
    ServerAddress address = servers.address(server);
    if (address.password() instanceof Secret.FromEnvironment variable) {
      skip(address, "only the TaskManagers know the variable " + variable.variable());
      return;
    }
    try {
      login.open();
    } catch (RefusedException e) {
      UsageException.require(e.isMissingHere(), FailureText.of(e));
      skip(address, FailureText.of(e));
    } catch (SchemaMismatchException e) {
      throw new UsageException(FailureText.of(e));
    } catch (SQLException | RedisException e) {
      // A server that the job uses already may be away for a while, as it may be for the job.
      UsageException.require(
          !changes.set().containsKey(server + ".uri") && isAway(e), FailureText.of(e));
      skip(address, FailureText.of(e));
    }
  }

  /** In SQL, class 08 are the failures of a connection. */
  private static boolean isAway(Exception e) {
    return !(e instanceof SQLException sql) || String.valueOf(sql.getSQLState()).startsWith("08");
  }

  private void skip(ServerAddress address, String reason) {
    progress.accept("The login at " + address + " is not checked: " + reason);
  }

  private void redis() {
    new EventProducer(new RedisAddress(servers.address("redis"), PROGRAM), List.of("none")).close();
  }

  private void writer() throws SQLException {
    postgres("postgres").openDurable().close();
  }

  /** A job that only projects reads the ledger. */
  private void reader() throws SQLException {
    postgres("postgres").openLedger().close();
  }

  private PostgresConnections postgres(String server) {
    return new PostgresConnections(servers.address(server), PROGRAM);
  }

  /** The job waits for a graph that is away. */
  private void neo4j() {
    ServerAddress address = servers.address("neo4j");
    try (Driver driver = new Neo4jConnections(address, PROGRAM).open()) {
      driver.verifyConnectivity();
    } catch (Neo4jException e) {
      if (e instanceof SecurityException || TlsFailure.reason(e).isPresent()) {
        throw new RefusedException("Neo4j", address, e);
      }
      skip(address, FailureText.of(e));
    }
  }
}
