package io.contextgraph.cli;

import io.contextgraph.archive.Archives;
import io.contextgraph.audit.GraphAudit;
import java.sql.SQLException;

/**
 * Removes the events of archived months from the graph.
 *
 * @param projection the name of the projection
 */
record GraphForgetting(Servers servers, String projection, ProgressPrinter progress) {
  void forget(Archives.Entry archive) throws SQLException {
    try (GraphAudit audit =
        GraphAudit.open(servers.postgres(Servers.Role.CONTROL), servers.neo4j(), projection)) {
      audit.forget(archive, progress::print);
    }
  }
}
