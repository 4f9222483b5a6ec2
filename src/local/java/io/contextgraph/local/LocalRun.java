package io.contextgraph.local;

import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.producer.EventProducer;
import io.contextgraph.server.FailureText;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.neo4j.driver.Driver;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * One run of {@code bin/local}: starts the system, publishes files and checks that all events
 * arrived.
 */
final class LocalRun {
  private final LocalSystem system;
  private final Consumer<String> progress;
  private final PrintStream out;
  private final LongSupplier nanoClock;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * @param progress receives lines for the user
   * @param out receives the summary
   */
  LocalRun(LocalSystem system, Consumer<String> progress, PrintStream out, LongSupplier nanoClock) {
    this.system = system;
    this.progress = progress;
    this.out = out;
    this.nanoClock = nanoClock;
  }

  /**
   * Runs until the check is done, or until {@link #stop}.
   *
   * @param once whether to stop everything after the check
   * @return whether everything published arrived
   */
  boolean run(JobOptions options, Publications publications, boolean once)
      throws IOException, SQLException, InterruptedException {
    Deployment job = system.startServersFor(options);
    try (Supervision supervision = Supervision.start(system)) {
      system.submitFromNewestState(job);
      List<Path> files = files(publications, once);
      if (once) {
        boolean arrived = publishAndCheck(files);
        system.close();
        return arrived;
      }
      publishAndReport(files);
      progress.accept("Ctrl-C stops everything.");
      stopped.await();
      return true;
    }
  }

  private List<Path> files(Publications publications, boolean once)
      throws IOException, SQLException {
    FirstStart firstStart = system.firstStart();
    boolean first = !firstStart.isOver() && isEmpty();
    firstStart.end();
    if (publications.leavesOutUnasked(first, once)) {
      progress.accept(Publications.LEFT_OUT);
    }
    return publications.files(first, once);
  }

  private boolean isEmpty() throws SQLException {
    try (Connection ledger = system.postgres().superuser(PostgresServer.DATABASE).open()) {
      return LedgerHead.read(ledger).position() == 0;
    }
  }

  /** A server that dies now is restarted, and ends only the check. */
  private void publishAndReport(List<Path> files) throws InterruptedException {
    try {
      publishAndCheck(files);
    } catch (IOException | SQLException | RedisException | Neo4jException e) {
      if (!isStopping()) {
        progress.accept("The check ended early: " + FailureText.of(e));
      }
    }
  }

  private boolean publishAndCheck(List<Path> files)
      throws IOException, SQLException, InterruptedException {
    Published published = publish(files);
    new Arrival(system, progress, nanoClock).await(published);
    try (Connection ledger =
            system.postgres().connections("ledger_operator", PostgresServer.DATABASE).open();
        Driver graph = system.neo4j().connections().open()) {
      ArrivalCount count = new ArrivalCheck(ledger, graph).count(published);
      if (!files.isEmpty()) {
        progress.accept(count.toString());
      }
      Summary.of(system, ledger, graph).lines().forEach(out::println);
      return count.isComplete();
    }
  }

  private Published publish(List<Path> files) throws IOException {
    Published published = new Published(progress);
    if (!files.isEmpty()) {
      try (EventProducer producer =
          new EventProducer(system.redisAddress(), List.of(Published.STREAM))) {
        for (Path file : files) {
          published.publish(file, producer);
        }
      }
    }
    return published;
  }

  /** Whether what fails now does so because everything is being stopped. */
  boolean isStopping() {
    return system.isStopping();
  }

  /** Stops everything; may be called from another thread, and repeatedly. */
  void stop() {
    system.close();
    stopped.countDown();
  }
}
