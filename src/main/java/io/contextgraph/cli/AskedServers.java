package io.contextgraph.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * The addresses of the servers that one command asks, without their secrets.
 *
 * @param command its name with those of its groups
 * @param neo4jUri the Neo4j that it was given; null for that of the environment
 */
record AskedServers(Servers servers, String command, @Nullable String neo4jUri) {
  private static final String NEO4J_URI = "--neo4j-uri";

  /** The servers of a command that was parsed. */
  static AskedServers of(Servers servers, CommandLine command) {
    return new AskedServers(
        servers,
        command.getCommandSpec().qualifiedName(),
        command.getParseResult().matchedOptionValue(NEO4J_URI, null));
  }

  String redis() {
    return servers.redis().toString();
  }

  /** Empty if no variable names it: a command may have asked as another role as well. */
  Optional<String> postgres() {
    return servers.postgresOf(role()).map(it -> it.address().toString());
  }

  private Servers.Role role() {
    return switch (command.replaceFirst("^context-graph ", "")) {
      case "schema install", "schema reindex", "ledger build-tree" -> Servers.Role.ADMIN;
      case "ledger checkpoint", "ledger fork" -> Servers.Role.NOTARY;
      case "retention run", "retention restore" -> Servers.Role.CONTROL;
      case "privacy rotate", "privacy restore", "privacy status" -> Servers.Role.OFFICER;
      default -> Servers.Role.ANY;
    };
  }

  String neo4j() {
    return servers.neo4j(neo4jUri).address().toString();
  }
}
