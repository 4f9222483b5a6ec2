package io.contextgraph.query;

import io.contextgraph.graph.TimeLimitedDriver;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.Values;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/**
 * Reads the graph until a deadline, at which the server ends what still runs. Returns whole answers
 * as rows by column, so no transaction is open while a caller prints them.
 */
final class TimedGraph {
  /** The server counts whole milliseconds, and looks at its clock every few of them. */
  private static final long ROUNDING = Duration.ofMillis(10).toNanos();

  /**
   * How much longer than the server a caller waits. Neo4j's driver waits forever for a server that
   * froze, or vanished without closing the connection.
   */
  private static final long GRACE_MILLIS = 15_000;

  private final Driver driver;
  private final LongSupplier nanoClock;
  private final long deadline;

  TimedGraph(Driver driver, Duration timeout, LongSupplier nanoClock) {
    this.driver = driver;
    this.nanoClock = nanoClock;
    this.deadline = nanoClock.getAsLong() + timeout.toNanos();
  }

  /**
   * Returns the rows of a statement.
   *
   * @throws OutOfTimeException if the deadline passes before the server has returned them
   * @throws ServiceUnavailableException also if the server does not even say so
   */
  List<AnswerRow> read(String cypher, Map<String, Object> parameters) {
    long millis = Duration.ofNanos(deadline - nanoClock.getAsLong()).toMillis();
    if (millis < 1) {
      throw new OutOfTimeException();
    }
    FutureTask<List<AnswerRow>> answer = new FutureTask<>(() -> rows(cypher, parameters, millis));
    Thread caller = new Thread(answer, "neo4j-question");
    caller.setDaemon(true);
    caller.start();
    try {
      return answer.get(millis + GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new ServiceUnavailableException(
          "Neo4j did not answer within " + (millis + GRACE_MILLIS) / 1_000 + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceUnavailableException("interrupted", e);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
  }

  private List<AnswerRow> rows(String cypher, Map<String, Object> parameters, long millis) {
    TransactionConfig limited =
        TransactionConfig.builder().withTimeout(Duration.ofMillis(millis)).build();
    try (Session session = driver.session()) {
      return session.executeRead(
          transaction -> transaction.run(cypher, Values.value(parameters)).list(TimedGraph::row),
          limited);
    }
  }

  private RuntimeException failure(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof Neo4jException e
        && TimeLimitedDriver.isTerminated(e)
        && nanoClock.getAsLong() >= deadline - ROUNDING) {
      return new OutOfTimeException(e);
    }
    return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }

  private static AnswerRow row(Record row) {
    Map<String, Object> values = new LinkedHashMap<>();
    row.keys().forEach(name -> values.put(name, row.get(name).asObject()));
    return new AnswerRow(values);
  }
}
