package io.contextgraph.graph;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.neo4j.driver.SimpleQueryRunner;

/**
 * The graph's constraints and index, and the key of the property whose removal locks a node: Neo4j
 * locks nothing if it does not know the key. An index of version 0.1 is dropped.
 */
final class GraphSchema {
  private static final List<Cypher> STATEMENTS =
      Stream.of(
              "constraint_agent",
              "constraint_event",
              "constraint_projection",
              "constraint_session",
              "constraint_tool",
              "constraint_trace",
              "index_order",
              "drop_index_chain",
              "create_lock_key")
          .map(name -> Cypher.read(GraphSchema.class, name))
          .toList();
  private static final Cypher AWAIT_INDEXES = Cypher.read(GraphSchema.class, "await_indexes");

  private static final Cypher READ_COMPONENTS = Cypher.read(GraphSchema.class, "read_components");

  private GraphSchema() {}

  /**
   * Checks the server's version.
   *
   * @throws ProjectionException if it is older than this project needs
   */
  static void requireSupported(SimpleQueryRunner session) {
    READ_COMPONENTS
        .run(session, Map.of())
        .forEach(row -> Neo4jVersion.requireSupported(row.get("version").asString()));
  }

  /** Creates what does not exist yet and waits until the indexes are online. */
  static void install(SimpleQueryRunner session) {
    STATEMENTS.forEach(statement -> statement.run(session, Map.of()));
    AWAIT_INDEXES.run(session, Map.of());
  }
}
