package io.contextgraph.local;

import io.contextgraph.producer.EventProducer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.neo4j.driver.Driver;

/**
 * One run of {@code bin/local}: starts the system, publishes files and checks that all events
 * arrived.
 */
final class LocalRun {
  private static final int CHECK_MILLIS = 300;

  private final LocalSystem system;
  private final PrintStream out;
  private final LongSupplier nanoClock;
  private final CountDownLatch stopped = new CountDownLatch(1);

  LocalRun(LocalSystem system, PrintStream out, LongSupplier nanoClock) {
    this.system = system;
    this.out = out;
    this.nanoClock = nanoClock;
  }

  /**
   * Runs until the check is done, or until {@link #stop}.
   *
   * @param once whether to stop everything after the check
   * @return whether everything published arrived
   */
  boolean run(List<Path> files, boolean once)
      throws IOException, SQLException, InterruptedException {
    system.start();
    Supervisor supervisor = Supervisor.start(system);
    boolean arrived = publishAndCheck(files, supervisor);
    if (once) {
      system.close();
      return arrived;
    }
    out.println("Ctrl-C stops everything.");
    while (!stopped.await(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
      supervisor.check();
    }
    return arrived;
  }

  private boolean publishAndCheck(List<Path> files, Supervisor supervisor)
      throws IOException, SQLException, InterruptedException {
    Published published = new Published(out);
    try (EventProducer producer =
        new EventProducer(system.redisAddress(), List.of(Published.STREAM))) {
      for (Path file : files) {
        published.publish(file, producer);
      }
    }
    new Arrival(system, supervisor, out, nanoClock).await(published);
    try (Connection ledger =
            system.postgres().connections("ledger_operator", PostgresServer.DATABASE).open();
        Driver graph = system.neo4j().connections().open()) {
      ArrivalCount count = new ArrivalCheck(ledger, graph).count(published);
      out.println(count);
      Summary.of(system, ledger, graph).print(out);
      return count.isComplete();
    }
  }

  /** Stops everything; may be called from another thread, and repeatedly. */
  void stop() {
    system.close();
    stopped.countDown();
  }
}
