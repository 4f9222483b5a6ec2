package io.contextgraph.local;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The processes of a system, in start order. */
public final class ServerProcesses {
  private static final Duration RESTART_DELAY = Duration.ofMillis(500);
  private static final int RESTARTS = 20;

  private final Consumer<String> progress;
  private final List<ServerProcess> processes = new CopyOnWriteArrayList<>();
  private volatile boolean stopped;

  ServerProcesses(Consumer<String> progress) {
    this.progress = progress;
  }

  /**
   * Starts a server, without waiting until it answers.
   *
   * @throws LocalException if all servers are being stopped
   */
  void start(Server server) throws IOException, InterruptedException {
    progress.accept("Starting " + server.name().toLowerCase(Locale.ROOT) + " ...");
    server.prepare();
    ServerProcess process = new ServerProcess(server);
    synchronized (this) {
      // Registered before it starts, so that stop() never misses it.
      processes.add(process);
      startUnlessStopped(process);
    }
  }

  /** Waits until every server answers. */
  void awaitReady() throws InterruptedException {
    for (ServerProcess process : processes) {
      process.awaitReady();
    }
  }

  public ServerProcess named(String name) {
    return processes.stream()
        .filter(process -> process.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new LocalException("There is no server " + name));
  }

  /** Process ids by the names of their servers. */
  public Map<String, Long> pids() {
    Map<String, Long> pids = new LinkedHashMap<>();
    processes.forEach(process -> pids.put(process.name(), process.pid()));
    return pids;
  }

  boolean isAlive(String name) {
    return processes.stream().anyMatch(it -> it.name().equals(name) && it.isAlive());
  }

  public List<ServerProcess> dead() {
    return processes.stream().filter(process -> !process.isAlive()).toList();
  }

  /**
   * Restarts a server that died and waits until it answers. Retries for a while, because the child
   * processes of a killed Postgres take a moment to exit.
   *
   * @throws LocalException if the server does not come up
   */
  void restart(ServerProcess process) {
    progress.accept(process.name() + " died (exit code " + process.exitCode() + "); restarting it");
    RetryPolicy<Object> untilReady =
        RetryPolicy.builder()
            .handle(LocalException.class)
            .withDelay(RESTART_DELAY)
            .withMaxRetries(RESTARTS)
            .abortIf((result, failure) -> stopped)
            .build();
    Failsafe.with(untilReady)
        .run(
            () -> {
              startUnlessStopped(process);
              process.awaitReady();
            });
  }

  private synchronized void startUnlessStopped(ServerProcess process)
      throws IOException, InterruptedException {
    if (stopped) {
      throw new LocalException("All servers are being stopped");
    }
    process.start();
  }

  /** Stops all servers, the last started first; nothing can be started afterwards. */
  void stop() {
    List<ServerProcess> lastFirst;
    synchronized (this) {
      stopped = true;
      lastFirst = new ArrayList<>(processes);
    }
    Collections.reverse(lastFirst);
    lastFirst.forEach(this::stop);
  }

  private void stop(ServerProcess process) {
    try {
      process.stop();
    } catch (IOException e) {
      progress.accept("Could not stop " + process.name() + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
