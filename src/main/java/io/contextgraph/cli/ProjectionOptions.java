package io.contextgraph.cli;

import io.contextgraph.audit.GraphAudit;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select a projection. */
final class ProjectionOptions {
  private static final String NAME = "main";

  @Option(
      names = "--projection",
      paramLabel = "NAME",
      defaultValue = NAME,
      description = "Name of the projection (default: ${DEFAULT-VALUE}).")
  private String name = NAME;

  @Option(
      names = "--neo4j-uri",
      paramLabel = "URI",
      description =
          "URI of another Neo4j, without user and password: those of CONTEXT_GRAPH_NEO4J_USER and"
              + " CONTEXT_GRAPH_NEO4J_PASSWORD are used (default: CONTEXT_GRAPH_NEO4J_URI).")
  private @Nullable String uri;

  /**
   * Connects to the ledger; Neo4j is connected when it is first used.
   *
   * @throws SQLException if the ledger cannot be read
   */
  GraphAudit audit(Servers servers) throws SQLException {
    return GraphAudit.open(servers.postgres(), servers.neo4j(uri), name);
  }

  /** What a control event says about the projection, by name. */
  Map<String, String> parameters(Servers servers) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("projection", name);
    parameters.put("neo4j", servers.neo4j(uri).address().toString());
    return parameters;
  }
}
