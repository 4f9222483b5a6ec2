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
import java.util.function.Consumer;

/** The processes of a system, in the order in which they were started. */
final class ServerProcesses {
  private final Consumer<String> progress;
  private final List<ServerProcess> processes = new ArrayList<>();

  ServerProcesses(Consumer<String> progress) {
    this.progress = progress;
  }

  /** Starts all, then waits until each answers. */
  void start(List<Server> servers) throws IOException, InterruptedException {
    for (Server server : servers) {
      progress.accept("Starting " + server.name().toLowerCase(Locale.ROOT) + " ...");
      server.prepare();
      ServerProcess process = new ServerProcess(server);
      processes.add(process);
      process.start();
    }
    for (ServerProcess process : processes) {
      process.awaitReady();
    }
  }

  ServerProcess named(String name) {
    return processes.stream()
        .filter(process -> process.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new LocalException("There is no server " + name));
  }

  /** Each process's id by its server's name. */
  Map<String, Long> pids() {
    Map<String, Long> pids = new LinkedHashMap<>();
    processes.forEach(process -> pids.put(process.name(), process.pid()));
    return pids;
  }

  List<ServerProcess> dead() {
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
            .build();
    Failsafe.with(patiently)
        .run(
            () -> {
              process.start();
              process.awaitReady();
            });
  }

  /** Stops all, the last started first. */
  void stop() {
    List<ServerProcess> lastFirst = new ArrayList<>(processes);
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
