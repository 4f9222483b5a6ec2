package io.contextgraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.Slice;
import io.contextgraph.system.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** How long a real Neo4j is waited for. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PatientDriverIT {
  private static final String LEDGER = "ledger-1";

  @Test
  void whoTakesTooLongIsTriedAgainWithTwiceTheTimeUntilItAnswers() {
    PatientDriver patient =
        new PatientDriver(() -> TestServers.neo4j().open(), Duration.ofSeconds(12));
    try (Neo4jGraphStore store = new Neo4jGraphStore(patient, "slow", 1);
        Driver other = TestServers.neo4j().open();
        Session session = other.session()) {
      store.install();
      long stored = store.positions(LEDGER).get(0);
      Slice slice = new Slice(LEDGER, 0, stored, stored + 1, List.of());
      assertThat(patient.bounded().timeout()).isEqualTo(Duration.ofSeconds(9));

      try (Transaction holding = session.beginTransaction()) {
        holding.run("MATCH (p:Projection {name: 'slow'}) SET p.position = p.position").consume();
        assertThatThrownBy(() -> store.apply(List.of(slice)))
            .isInstanceOf(StoreUnavailableException.class);
        assertThat(patient.bounded().timeout()).isEqualTo(Duration.ofSeconds(18));
      }

      store.apply(List.of(slice));
      assertThat(store.positions(LEDGER)).containsEntry(0, stored + 1);
      assertThat(patient.bounded().timeout()).isEqualTo(Duration.ofSeconds(9));
    }
  }
}
