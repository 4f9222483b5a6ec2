package io.contextgraph.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.graph.Cypher;
import io.contextgraph.graph.Neo4jGraphStore;
import io.contextgraph.system.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.summary.Plan;

/** The plans of the statements that look up a place in a session of any length. */
class ChainPlanIT {
  private final Driver driver = TestServers.neo4j().open();

  @BeforeEach
  void install() {
    TestServers.empty(driver);
    new Neo4jGraphStore(TestServers.neo4j().open(), "plans", 1).install();
    driver
        .executableQuery(
            "UNWIND range(1, 8000) AS i CREATE (:Event {event_id: toString(i), session_id: 's',"
                + " occurred_at: datetime({epochMillis: i}), global_position: i})")
        .execute();
  }

  @AfterEach
  void disconnect() {
    driver.close();
  }

  @ParameterizedTest
  @CsvSource({
    "io.contextgraph.graph.Neo4jGraphStore, find_neighbours",
    "io.contextgraph.audit.GraphAudit, read_chain"
  })
  void thePlaceOfAnEventIsReadFromTheIndexInItsOrder(Class<?> owner, String name) {
    List<String> operators = new ArrayList<>();
    try (Session session = driver.session()) {
      String statement = Cypher.read(owner, name).text();
      collect(
          session.run("EXPLAIN " + statement, Map.of("places", List.of())).consume().plan(),
          operators);
    }
    assertThat(operators)
        .noneMatch(operator -> operator.contains("Sort") || operator.contains("Top"));
    assertThat(operators).filteredOn(operator -> operator.contains("global_position")).isNotEmpty();
  }

  private static void collect(Plan plan, List<String> operators) {
    operators.add(plan.operatorType() + " " + plan.arguments().get("Details"));
    plan.children().forEach(child -> collect(child, operators));
  }
}
