package io.contextgraph.local;

import io.contextgraph.producer.EventProducer;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.neo4j.driver.Driver;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * One run of {@code bin/local}: starts the system, publishes files and checks that all events
 * arrived.
 */
final class LocalRun {
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
    system.startServers();
    try (Supervision supervision = Supervision.start(system)) {
      system.submit(Deployment.from(system.flink().newestSnapshot()));
      if (once) {
        boolean arrived = publishAndCheck(files);
        system.close();
        return arrived;
      }
      publishAndReport(files);
      out.println("Ctrl-C stops everything.");
      stopped.await();
      return true;
    }
  }

  /** A server that dies now is restarted, and ends only the check. */
  private void publishAndReport(List<Path> files) throws InterruptedException {
    try {
      publishAndCheck(files);
    } catch (IOException | SQLException | RedisException | Neo4jException e) {
      out.println("The check ended early: " + e.getMessage());
    }
  }

  private boolean publishAndCheck(List<Path> files)
      throws IOException, SQLException, InterruptedException {
    Published published = new Published(out);
    try (EventProducer producer =
        new EventProducer(system.redisAddress(), List.of(Published.STREAM))) {
      for (Path file : files) {
        published.publish(file, producer);
      }
    }
    new Arrival(system, out, nanoClock).await(published);
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
