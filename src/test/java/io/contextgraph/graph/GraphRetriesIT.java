package io.contextgraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.EventSummary;
import io.contextgraph.event.Slice;
import io.contextgraph.fault.TcpProxy;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.Waiting;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/** Transactions that the driver runs again, against a real Neo4j. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class GraphRetriesIT {
  private static final Cypher MERGE_EVENTS = Cypher.read(ChangeRows.class, "merge_events");

  /** Drivers of which the first cannot be opened, as while the server is down. */
  private static Supplier<Driver> driversAfterAnOutage(int port) {
    ServerAddress server = TestServers.neo4j().address();
    URI uri = URI.create("bolt://127.0.0.1:" + port);
    ServerAddress proxied = new ServerAddress(uri, server.user(), server.password());
    AtomicBoolean up = new AtomicBoolean();
    return () -> {
      if (up.getAndSet(true)) {
        return new Neo4jConnections(proxied, "test").open();
      }
      throw new ServiceUnavailableException("down");
    };
  }

  private static Neo4jGraphStore storeAfterAnOutage(int port) {
    return new Neo4jGraphStore(
        "Neo4j",
        new TimeLimitedDriver(driversAfterAnOutage(port), Duration.ofSeconds(30)),
        "main",
        1);
  }

  private static boolean isBlocked(Driver driver) {
    return driver
            .executableQuery(TestServers.COUNT_BLOCKED_TRANSACTIONS)
            .execute()
            .records()
            .get(0)
            .get("n")
            .asInt()
        > 0;
  }

  @Test
  void aTransactionThatRunsAgainIsCountedEvenAfterABatchThatDidNotReachTheServer()
      throws Exception {
    EventSummary event = Summaries.at(1);
    List<Slice> slices = List.of(new Slice("ledger-1", 0, 0, 1, null, List.of(event)));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (TcpProxy proxy = new TcpProxy(0, TestServers.neo4j().address().uri().getPort());
        Neo4jGraphStore store = storeAfterAnOutage(proxy.port());
        Driver driver = TestServers.neo4j().open();
        Session session = driver.session()) {
      TestServers.empty(driver);
      assertThatThrownBy(() -> store.apply(slices)).isInstanceOf(StoreUnavailableException.class);
      store.install();
      store.positions("ledger-1");
      try (Transaction other = session.beginTransaction()) {
        MERGE_EVENTS.run(other, Map.of("keys", List.of(event.eventId().toString())));
        Future<?> applied = thread.submit(() -> store.apply(slices));
        Waiting.await("the store waits for the event", () -> isBlocked(driver));
        proxy.cut();
        other.rollback();
        applied.get();
      }
      assertThat(store.retries()).isEqualTo(1);
    } finally {
      thread.shutdownNow();
    }
  }
}
