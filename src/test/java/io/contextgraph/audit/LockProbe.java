package io.contextgraph.audit;

import io.contextgraph.system.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.neo4j.driver.Driver;

/**
 * Locks each partition of a projection in turn, as the projection does, and reads the age of the
 * oldest transaction in the ledger's database; remembers the longest time of both.
 */
final class LockProbe implements AutoCloseable {
  private static final String LOCK =
      "MATCH (p:Projection {name: 'main', partition: $partition}) SET p.position = p.position";
  private static final String OLDEST =
      "SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start) * 1000), 0)"
          + " FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Driver driver = TestServers.neo4j().open();
  private final Connection ledger;
  private final Future<?> probing;
  private volatile boolean stopped;
  private Duration longestWait = Duration.ZERO;
  private Duration oldestTransaction = Duration.ZERO;
  private int rounds;

  /** Starts probing. */
  LockProbe(String database, int partitions) throws Exception {
    ledger = TestServers.ledger(database, "postgres").open();
    lock(0);
    probing = thread.submit(() -> probe(partitions));
  }

  private Void probe(int partitions) throws Exception {
    while (!stopped) {
      for (int partition = 0; partition < partitions; partition++) {
        long started = System.nanoTime();
        lock(partition);
        longestWait = longer(longestWait, Duration.ofNanos(System.nanoTime() - started));
      }
      oldestTransaction = longer(oldestTransaction, readOldest());
      rounds++;
    }
    return null;
  }

  private void lock(int partition) {
    driver.executableQuery(LOCK).withParameters(Map.of("partition", partition)).execute();
  }

  private Duration readOldest() throws Exception {
    try (Statement statement = ledger.createStatement();
        ResultSet row = statement.executeQuery(OLDEST)) {
      row.next();
      return Duration.ofMillis(row.getLong(1));
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Ends probing. */
  LockProbe stop() throws Exception {
    stopped = true;
    probing.get();
    return this;
  }

  int rounds() {
    return rounds;
  }

  Duration longestWait() {
    return longestWait;
  }

  Duration oldestTransaction() {
    return oldestTransaction;
  }

  @Override
  public void close() throws Exception {
    stopped = true;
    thread.shutdown();
    ledger.close();
    driver.close();
  }
}
