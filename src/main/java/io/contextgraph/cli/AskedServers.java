package io.contextgraph.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * The addresses of the servers that one command asks, without their secrets.
 *
 * @param superuser whether it asks Postgres as the superuser
 * @param neo4jUri the Neo4j that it was given; null for that of the environment
 */
record AskedServers(Servers servers, boolean superuser, @Nullable String neo4jUri) {
  private static final String SCHEMA = "context-graph schema";
  private static final String NEO4J_URI = "--neo4j-uri";

  /** The servers of a command that was parsed. */
  static AskedServers of(Servers servers, CommandLine command) {
    return new AskedServers(
        servers,
        command.getCommandSpec().qualifiedName().startsWith(SCHEMA),
        command.getParseResult().matchedOptionValue(NEO4J_URI, null));
  }

  String redis() {
    return servers.redis().toString();
  }

  String postgres() {
    return (superuser ? servers.postgresAdmin() : servers.postgres()).address().toString();
  }

  String neo4j() {
    return servers.neo4j(neo4jUri).address().toString();
  }
}
