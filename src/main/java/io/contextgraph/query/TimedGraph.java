package io.contextgraph.query;

import io.contextgraph.graph.TimeLimitedDriver;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.Values;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * Reads the graph until a deadline, at which the server ends what still runs. Returns whole answers
 * as rows by column, so no transaction is open while a caller prints them.
 */
final class TimedGraph {
  /** The server counts whole milliseconds, and looks at its clock every few of them. */
  private static final long ROUNDING = Duration.ofMillis(10).toNanos();

  private final Driver driver;
  private final LongSupplier nanoClock;
  private final long deadline;

  TimedGraph(Driver driver, Duration timeout, LongSupplier nanoClock) {
    this.driver = driver;
    this.nanoClock = nanoClock;
    this.deadline = nanoClock.getAsLong() + timeout.toNanos();
  }

  /** Returns the rows; empty if the time ran out. */
  Optional<List<Map<String, Object>>> read(String cypher, Map<String, Object> parameters) {
    long millis = Duration.ofNanos(deadline - nanoClock.getAsLong()).toMillis();
    if (millis < 1) {
      return Optional.empty();
    }
    TransactionConfig limited =
        TransactionConfig.builder().withTimeout(Duration.ofMillis(millis)).build();
    try (Session session = driver.session()) {
      return Optional.of(
          session.executeRead(
              transaction ->
                  transaction.run(cypher, Values.value(parameters)).list(TimedGraph::values),
              limited));
    } catch (Neo4jException e) {
      if (TimeLimitedDriver.isTerminated(e) && nanoClock.getAsLong() >= deadline - ROUNDING) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Map<String, Object> values(Record row) {
    Map<String, Object> values = new LinkedHashMap<>();
    row.keys().forEach(name -> values.put(name, row.get(name).asObject()));
    return values;
  }
}
