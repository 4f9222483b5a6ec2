package io.contextgraph.benchmark;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventId;
import io.contextgraph.event.Status;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.PostgresLedger;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Appends one event after the other until it is stopped, and measures how long each takes. */
final class SteadyAppends implements AutoCloseable {
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicLong longest = new AtomicLong();
  private final AtomicLong appends = new AtomicLong();
  private final Thread thread;

  private SteadyAppends(PostgresConnections writer, LongSupplier nanoClock) {
    thread = new Thread(() -> append(writer, nanoClock), "appends");
  }

  static SteadyAppends start(PostgresConnections writer, LongSupplier nanoClock) {
    SteadyAppends appends = new SteadyAppends(writer, nanoClock);
    appends.thread.start();
    return appends;
  }

  private void append(PostgresConnections writer, LongSupplier nanoClock) {
    try (PostgresLedger ledger = new PostgresLedger(writer, LedgerMark.NONE, 5)) {
      ledger.append(List.of(event()));
      while (!stopped.get()) {
        Event event = event();
        long before = nanoClock.getAsLong();
        ledger.append(List.of(event));
        longest.accumulateAndGet(nanoClock.getAsLong() - before, Math::max);
        appends.incrementAndGet();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("an append failed", e);
    }
  }

  private static Event event() {
    return new ControlEvent(
            "audit.benchmark", Status.COMPLETED, Optional.empty(), new TreeMap<>(), new TreeMap<>())
        .toEvent(
            new ControlEvent.Actor("ledger_writer", "benchmark", Optional.empty()),
            EventId.of(UUID.randomUUID()),
            Instant.now());
  }

  /** Stops, and returns how many were appended. */
  long stop() throws InterruptedException {
    stopped.set(true);
    thread.join();
    return appends.get();
  }

  long longestMillis() {
    return longest.get() / 1_000_000;
  }

  @Override
  public void close() {
    stopped.set(true);
  }
}
