package io.contextgraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.system.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.exceptions.Neo4jException;

/** The locks of events that two transactions in a real Neo4j need. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EventLocksIT {
  private static final Cypher MERGE_EVENTS = Cypher.read(ChangeRows.class, "merge_events");
  private static final Map<String, Object> KEYS = Map.of("keys", List.of("a", "b"));

  private final Driver driver = TestServers.neo4j().open();

  @BeforeEach
  void empty() {
    TestServers.empty(driver);
    try (Session session = driver.session()) {
      GraphSchema.install(session);
      MERGE_EVENTS.run(session, KEYS);
    }
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void anEventThatOneTransactionLocksBlocksAnother() {
    TransactionConfig brief =
        TransactionConfig.builder().withTimeout(Duration.ofSeconds(2)).build();
    try (Session one = driver.session();
        Session other = driver.session()) {
      try (Transaction holding = one.beginTransaction()) {
        MERGE_EVENTS.run(holding, Map.of("keys", List.of("b")));
        assertThatThrownBy(() -> merge(other, brief))
            .isInstanceOfSatisfying(
                Neo4jException.class,
                e -> assertThat(TimeLimitedDriver.isTerminated(e)).as(e.code()).isTrue());
      }
      merge(other, brief);
    }
  }

  private static void merge(Session session, TransactionConfig config) {
    try (Transaction transaction = session.beginTransaction(config)) {
      MERGE_EVENTS.run(transaction, KEYS);
      transaction.commit();
    }
  }
}
