package io.contextgraph.benchmark;

import java.util.List;
import java.util.Map;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/** Creates the nodes and relationships of a graph without any lookups: the upper bound. */
record BareGraph(Driver driver) {
  void create(List<BareBatch> batches) {
    try (Session session = driver.session()) {
      for (BareBatch batch : batches) {
        session.executeWriteWithoutResult(
            transaction ->
                batch.statements(
                    (statement, rows) ->
                        transaction.run(statement.text(), Map.of("rows", rows)).consume()));
      }
    }
  }

  /** The numbers of nodes and relationships, without the projection's own nodes. */
  List<Long> count() {
    return List.of(Cypher.COUNT_NODES.number(driver), Cypher.COUNT_RELATIONSHIPS.number(driver));
  }

  void empty() {
    try (Session session = driver.session()) {
      session.run(Cypher.DELETE_RELATIONSHIPS.text()).consume();
      session.run(Cypher.DELETE_NODES.text()).consume();
    }
  }
}
