package io.contextgraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.Slice;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.system.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** The time limits of calls to a real Neo4j. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TimeLimitedDriverIT {
  private static final String LEDGER = "ledger-1";

  private @TempDir Path folder;

  @Test
  void aPasswordThatIsMissingWhileItIsRotatedIsReadByALaterCall() throws Exception {
    ServerAddress address = TestServers.neo4j().address();
    Path password = Files.writeString(folder.resolve("password"), "old");
    Neo4jConnections neo4j =
        new Neo4jConnections(
            new ServerAddress(
                address.uri(), address.user(), new Secret.FromFile(password.toString())),
            "test");
    try (Neo4jGraphStore store = new Neo4jGraphStore(neo4j, "rotated", 1)) {
      assertRefused(store, "refuses the user or the password");
      Files.delete(password);
      assertRefused(store, "cannot be read here");
      Files.writeString(password, address.resolvedPassword());
      store.install();
      assertThat(store.positions(LEDGER)).hasSize(1);
    }
  }

  private static void assertRefused(Neo4jGraphStore store, String reason) {
    assertThatThrownBy(store::install)
        .isInstanceOfSatisfying(
            StoreUnavailableException.class, e -> assertThat(e.isRefused()).isTrue())
        .hasMessageContaining(reason);
  }

  @Test
  void theLimitDoublesAfterACallThatExceedsItAndIsResetByTheNextSuccess() {
    TimeLimitedDriver driver =
        new TimeLimitedDriver(() -> TestServers.neo4j().open(), Duration.ofSeconds(12));
    try (Neo4jGraphStore store = new Neo4jGraphStore("Neo4j", driver, "slow", 1);
        Driver other = TestServers.neo4j().open();
        Session session = other.session()) {
      TestServers.empty(other);
      store.install();
      long stored = store.positions(LEDGER).get(0).position();
      Slice slice = new Slice(LEDGER, 0, stored, stored + 1, null, List.of());
      assertThat(driver.transactionConfig().timeout()).isEqualTo(Duration.ofSeconds(9));

      try (Transaction holding = session.beginTransaction()) {
        holding.run("MATCH (p:Projection {name: 'slow'}) SET p.position = p.position").consume();
        assertThatThrownBy(() -> store.apply(List.of(slice)))
            .isInstanceOf(StoreUnavailableException.class);
        assertThat(driver.transactionConfig().timeout()).isEqualTo(Duration.ofSeconds(18));
      }

      store.apply(List.of(slice));
      assertThat(store.positions(LEDGER).get(0).position()).isEqualTo(stored + 1);
      assertThat(driver.transactionConfig().timeout()).isEqualTo(Duration.ofSeconds(9));
    }
  }
}
