package io.contextgraph.cli;

import io.contextgraph.graph.StoreUnavailableException;
import io.lettuce.core.RedisException;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * A server whose driver reported a failure. The texts of drivers name neither the kind of the
 * server nor, as a rule, its address.
 *
 * @param kind as messages name it
 * @param address without a secret
 */
record FailedServer(String kind, String address) {
  /** The server that an exception is about; empty if it is about none. */
  static Optional<FailedServer> of(Throwable thrown, AskedServers asked) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof Neo4jException || e instanceof StoreUnavailableException) {
        return Optional.of(new FailedServer("Neo4j", asked.neo4j()));
      }
      if (e instanceof RedisException) {
        return Optional.of(new FailedServer("Redis", asked.redis()));
      }
      if (e instanceof SQLException || e instanceof FlywayException) {
        return asked.postgres().map(address -> new FailedServer("Postgres", address));
      }
    }
    return Optional.empty();
  }

  /** A message about this server, with its kind and its address. */
  String named(String message) {
    String name = kind + " at " + address;
    if (message.startsWith(kind + " at ")) {
      return message;
    }
    if (message.contains(address)) {
      return message.contains(kind) ? message : kind + ": " + message;
    }
    return message.startsWith(kind + " ")
        ? name + message.substring(kind.length())
        : name + ": " + message;
  }
}
