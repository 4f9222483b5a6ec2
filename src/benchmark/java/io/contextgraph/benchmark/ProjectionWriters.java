package io.contextgraph.benchmark;

import io.contextgraph.event.EventSummary;
import io.contextgraph.event.Slice;
import io.contextgraph.graph.Neo4jGraphStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.neo4j.driver.Driver;

/**
 * Writers that project events at the same time, as the subtasks of the job's sink: each owns some
 * of the partitions.
 *
 * @param batch the approximate number of events in a transaction
 * @param count the number of writers
 */
record ProjectionWriters(Driver driver, String projection, int partitions, int batch, int count) {
  private static final String LEDGER = "benchmark";

  /** Returns the number of transactions that Neo4j made the writers run again. */
  long project(List<EventSummary> events) {
    store().positions(LEDGER);
    ExecutorService threads = Executors.newFixedThreadPool(count);
    List<Future<Long>> retries = new ArrayList<>();
    for (int writer = 0; writer < count; writer++) {
      int number = writer;
      retries.add(threads.submit(() -> write(events, number)));
    }
    threads.shutdown();
    return retries.stream().mapToLong(ProjectionWriters::result).sum();
  }

  /** Does not close the store, which would close the shared driver. */
  private Neo4jGraphStore store() {
    return new Neo4jGraphStore(driver, projection, partitions);
  }

  private long write(List<EventSummary> events, int writer) {
    Neo4jGraphStore store = store();
    int page = batch * count;
    for (int from = 0; from < events.size(); from += page) {
      List<EventSummary> next = events.subList(from, Math.min(events.size(), from + page));
      long after = next.get(0).globalPosition() - 1;
      long upTo = after + next.size();
      store.apply(
          Slice.cut(LEDGER, after, upTo, null, next, partitions).stream()
              .filter(slice -> slice.partition() % count == writer)
              .toList());
    }
    return store.retries();
  }

  private static long result(Future<Long> retries) {
    try {
      return retries.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
