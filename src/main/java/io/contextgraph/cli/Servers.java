package io.contextgraph.cli;

import io.contextgraph.graph.Neo4jConnections;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The servers named by environment variables, as in {@code connections.env}.
 *
 * @param environment all variables of the process
 */
record Servers(Map<String, String> environment) {
  private static final String PREFIX = "CONTEXT_GRAPH_";
  private static final String PROGRAM = "context-graph cli";

  RedisAddress redis() {
    return new RedisAddress(
        ServerAddress.ofUriWithSecret(required("REDIS_URI")), "context-graph-cli");
  }

  PostgresConnections postgres() {
    return new PostgresConnections(
        ServerAddress.ofUriWithSecret(required("POSTGRES_URI")), PROGRAM);
  }

  PostgresConnections postgresAdmin() {
    return new PostgresConnections(
        ServerAddress.ofUriWithSecret(required("POSTGRES_ADMIN_URI")), PROGRAM);
  }

  Neo4jConnections neo4j() {
    return neo4j(null);
  }

  /**
   * @param uri a server to use instead of the one in the environment, with the same user and
   *     password
   */
  Neo4jConnections neo4j(@Nullable String uri) {
    ServerAddress address =
        ServerAddress.ofUriWithSecret(uri == null ? required("NEO4J_URI") : uri);
    String user = environment.get(PREFIX + "NEO4J_USER");
    String password = environment.get(PREFIX + "NEO4J_PASSWORD");
    return new Neo4jConnections(
        new ServerAddress(
            address.uri(),
            user == null ? address.user() : user,
            password == null ? address.password() : new Secret.InMemory(password)),
        PROGRAM);
  }

  boolean hasNeo4j() {
    return environment.containsKey(PREFIX + "NEO4J_URI");
  }

  Optional<URI> flink() {
    return Optional.ofNullable(environment.get(PREFIX + "FLINK_REST")).map(URI::create);
  }

  /** A role's password for {@code schema install}, from a file or from a variable. */
  Optional<Secret> passwordOf(String role) {
    String name = PREFIX + role.toUpperCase(Locale.ROOT) + "_PASSWORD";
    if (environment.containsKey(name + "_FILE")) {
      return Optional.of(new Secret.FromFile(required(name.substring(PREFIX.length()) + "_FILE")));
    }
    return environment.containsKey(name)
        ? Optional.of(new Secret.FromEnvironment(name))
        : Optional.empty();
  }

  private String required(String name) {
    String value = environment.get(PREFIX + name);
    if (value == null || value.isBlank()) {
      throw new UsageException(
          "the environment variable "
              + PREFIX
              + name
              + " is not set; while bin/local runs, connections.env in its data folder sets it");
    }
    return value;
  }
}
