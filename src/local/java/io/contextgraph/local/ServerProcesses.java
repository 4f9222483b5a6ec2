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

/** The processes of a system, in the order in which they were started. */
public final class ServerProcesses {
  private final Consumer<String> progress;
  private final List<ServerProcess> processes = new CopyOnWriteArrayList<>();
  private volatile boolean stopped;

  ServerProcesses(Consumer<String> progress) {
    this.progress = progress;
  }

  /**
   * Starts a server, without waiting until it answers.
   *
   * @throws LocalException if everything is being stopped
   */
  void start(Server server) throws IOException, InterruptedException {
    progress.accept("Starting " + server.name().toLowerCase(Locale.ROOT) + " ...");
    server.prepare();
    ServerProcess process = new ServerProcess(server);
    synchronized (this) {
      checkNotStopped();
      processes.add(process);
      process.start();
    }
  }

  private void checkNotStopped() {
    if (stopped) {
      throw new LocalException("Everything is being stopped");
    }
  }

  /** Waits until each answers. */
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

  /** Each process's id by its server's name. */
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

  /** Tried again for a while: what a killed Postgres leaves behind needs a moment to end. */
  void startAgain(ServerProcess process) {
    progress.accept(
        process.name() + " died (exit code " + process.exitCode() + "); starting it again");
    RetryPolicy<Object> patiently =
        RetryPolicy.builder()
            .handle(LocalException.class)
            .withDelay(Duration.ofMillis(500))
            .withMaxRetries(20)
            .abortIf((result, failure) -> stopped)
            .build();
    Failsafe.with(patiently)
        .run(
            () -> {
              synchronized (this) {
                checkNotStopped();
                process.start();
              }
              process.awaitReady();
            });
  }

  /** Stops all, the last started first; nothing is started afterwards. */
  void stop() {
    List<ServerProcess> lastFirst;
    synchronized (this) {
      stopped = true;
      lastFirst = new ArrayList<>(processes);
    }
    Collections.reverse(lastFirst);
    for (ServerProcess process : lastFirst) {
      try {
        process.stop();
      } catch (IOException e) {
        progress.accept("Could not stop " + process.name() + ": " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
