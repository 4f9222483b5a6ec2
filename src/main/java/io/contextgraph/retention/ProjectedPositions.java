package io.contextgraph.retention;

import io.contextgraph.graph.Cypher;
import io.contextgraph.graph.ProjectionPositions;
import java.util.Map;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

/**
 * How far the projections of a graph have read the ledger.
 *
 * @param graph not closed by this object
 */
public record ProjectedPositions(Driver graph) {
  private static final Cypher READ = Cypher.read(ProjectedPositions.class, "read_projections");

  /**
   * The last position that every partition of every projection has read; 0 if one is stored in
   * another format, since it has to read everything again.
   *
   * @throws IllegalArgumentException if the graph has no projection, so that nothing was read
   */
  public long slowest(String ledgerId) {
    try (Session session = graph.session()) {
      Record row =
          session.executeRead(
              transaction ->
                  READ.run(
                          transaction,
                          Map.of(
                              "ledger_id",
                              ledgerId,
                              "format_version",
                              ProjectionPositions.FORMAT_VERSION))
                      .get(0));
      if (row.get("projections").asLong() == 0) {
        throw new IllegalArgumentException(
            "the graph has no projection of this ledger, so no month may go; --no-graph says that none is meant to read it");
      }
      return row.get("position").asLong(0);
    }
  }
}
