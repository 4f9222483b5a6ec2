package io.contextgraph.fault;

import io.contextgraph.fault.agent.Moment;
import io.contextgraph.local.FlinkCluster;
import io.contextgraph.local.Http;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.system.Invariants;
import io.contextgraph.system.LedgerPoller;
import io.contextgraph.system.LoggedProducer;
import io.contextgraph.system.Sent;
import io.contextgraph.system.SentLog;
import io.contextgraph.system.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Injects faults into one system while producers publish and a reader follows the ledger, and
 * checks every invariant after each fault. The seed determines all random choices.
 */
final class FaultRun implements AutoCloseable {
  private static final int PRODUCERS = 3;
  private static final int GROUP = 200;
  private static final int FEW = 20;
  private static final Duration RECOVERED_WITHIN = Duration.ofSeconds(60);
  private static final Duration DRAINED_WITHIN = Duration.ofMinutes(3);

  private final FaultySystem faulty;
  private final Invariants invariants;
  private final SentLog sent;
  private final LedgerPoller poller;
  private final Thread polling;
  private final TrimPoller trims;
  private final Thread watching;
  private long seed;

  FaultRun(FaultySystem faulty, long seed) throws IOException {
    this.faulty = faulty;
    this.seed = seed;
    this.invariants = new Invariants(faulty.outside());
    this.sent = faulty.sentLog();
    this.poller = new LedgerPoller(faulty.outside());
    this.polling = start(poller);
    this.trims = new TrimPoller(faulty.outside(), sent);
    this.watching = start(trims);
  }

  private static Thread start(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Starts producers and returns their threads, which the caller joins. */
  List<Thread> publish(int events, long pauseMillis) {
    return publish(events, GROUP, pauseMillis);
  }

  /** Publishes in small groups over more than one checkpoint interval. */
  private List<Thread> publishSteadily() {
    return publish(8 * FEW, FEW, 250);
  }

  private List<Thread> publish(int events, int group, long pauseMillis) {
    List<Thread> publishing = new ArrayList<>();
    for (int i = 0; i < PRODUCERS; i++) {
      publishing.add(
          start(
              new LoggedProducer(
                  faulty.outside().redis(),
                  FaultySystem.STREAMS,
                  sent,
                  seed++,
                  events,
                  group,
                  pauseMillis)));
    }
    return publishing;
  }

  static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** Holds a thread at the cell's moment, injects the fault, releases the thread, and checks. */
  List<String> inject(FaultCell cell) throws Exception {
    faulty.arm(cell.moment());
    List<Thread> publishing = publishSteadily();
    String held = faulty.awaitHeld(cell.moment());
    faulty.print(cell.moment() + " held in " + held + ": " + cell.fault());
    try {
      cell.fault().inject(faulty, held);
    } finally {
      faulty.release(cell.moment());
      cell.fault().end(faulty);
    }
    join(publishing);
    return violations();
  }

  /** Injects the fault while a savepoint is being taken, and checks. */
  List<String> injectInSavepoint(Fault fault) throws Exception {
    faulty.arm(Moment.BARRIER_NOT_FLUSHED);
    List<Thread> publishing = publishSteadily();
    String held = faulty.awaitHeld(Moment.BARRIER_NOT_FLUSHED);
    LocalSystem system = faulty.system();
    Http.post(
        system.flink().rest().resolve("/jobs/" + system.jobId() + "/savepoints"),
        "{\"cancel-job\": false}");
    faulty.print("in a savepoint, held in " + held + ": " + fault);
    try {
      fault.inject(faulty, held);
    } finally {
      faulty.release(Moment.BARRIER_NOT_FLUSHED);
      fault.end(faulty);
    }
    join(publishing);
    return violations();
  }

  /** Returns the violations that remain after {@code patience}. */
  List<String> violationsWithin(Duration patience) throws Exception {
    faulty.awaitServers();
    List<Sent> acknowledged = sent.read();
    return Waiting.settled(() -> invariants.all(acknowledged), patience);
  }

  /**
   * Returns the violations that remain a minute after the fault, and waits until all tasks run
   * again. A graph that lags behind may take longer as long as its lag falls (I8).
   */
  List<String> violations() throws Exception {
    faulty.awaitServers();
    List<Sent> acknowledged = sent.read();
    long deadline = System.nanoTime() + RECOVERED_WITHIN.toNanos();
    List<String> wrong =
        new ArrayList<>(Waiting.settled(() -> invariants.arrived(acknowledged), left(deadline)));
    wrong.addAll(Waiting.settled(invariants::positions, left(deadline)));
    long projected = invariants.projected();
    List<String> graph = Waiting.settled(invariants::graph, left(deadline));
    boolean lagFalls =
        graph.stream().anyMatch(it -> it.startsWith(Invariants.BEHIND))
            && invariants.projected() > projected;
    wrong.addAll(lagFalls ? Waiting.settled(invariants::graph, DRAINED_WITHIN) : graph);
    FlinkCluster flink = faulty.system().flink();
    Waiting.await(
        "all TaskManagers are registered and all tasks run",
        () -> flink.api().isComplete() && flink.api().allTasksRun(faulty.system().jobId()));
    return wrong;
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  /**
   * The information needed to reproduce a failure: the seed, the commit and the faults in order.
   */
  String reproduction() {
    return "-Dseed=%d, commit %s, faults so far: %s"
        .formatted(Long.getLong("seed", 1L), commit(), faulty.log());
  }

  private static String commit() {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty")
              .redirectErrorStream(true)
              .start();
      return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException noGit) {
      return "unknown (" + noGit.getMessage() + ")";
    }
  }

  /** The entries that Redis has acknowledged so far. */
  List<Sent> sent() throws IOException {
    return sent.read();
  }

  Invariants invariants() {
    return invariants;
  }

  /** Stops the live readers and returns the violations that they saw. */
  List<String> endReading() throws Exception {
    poller.stop();
    trims.stop();
    polling.join();
    watching.join();
    List<String> seen = new ArrayList<>(invariants.seen(poller));
    seen.addAll(trims.violations());
    return seen;
  }

  @Override
  public void close() throws IOException {
    sent.close();
  }
}
