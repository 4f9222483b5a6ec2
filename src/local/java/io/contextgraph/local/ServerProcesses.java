package io.contextgraph.local;

import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The processes of a system, in start order. */
public final class ServerProcesses {
  private final Consumer<String> progress;
  private final LongSupplier nanoClock;
  private final List<ServerProcess> processes = new CopyOnWriteArrayList<>();
  private volatile boolean stopped;

  ServerProcesses(Consumer<String> progress, LongSupplier nanoClock) {
    this.progress = progress;
    this.nanoClock = nanoClock;
  }

  /**
   * Starts a server, without waiting until it answers.
   *
   * @throws LocalException if all servers are being stopped
   */
  void start(Server server) throws IOException, InterruptedException {
    progress.accept("Starting " + server.name().toLowerCase(Locale.ROOT) + " ...");
    server.prepare();
    ServerProcess process = new ServerProcess(server, nanoClock);
    // Registered before it starts, so that stop() never misses it.
    processes.add(process);
    startUnlessStopped(process);
  }

  /**
   * Waits until every server answers; for one that holds data as long as its process lives.
   *
   * @throws LocalException if a process ends, or one that holds no data does not answer within two
   *     minutes
   */
  void awaitReady() throws InterruptedException {
    for (ServerProcess process : processes) {
      await(process);
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

  List<ServerProcess> all() {
    return List.copyOf(processes);
  }

  /**
   * Starts a server that died, without waiting until it answers.
   *
   * @throws LocalException if all servers are being stopped
   */
  void startAgain(ServerProcess process) throws IOException, InterruptedException {
    progress.accept(process.name() + " died (exit code " + process.exitCode() + "); restarting it");
    startUnlessStopped(process);
  }

  /**
   * Waits until a restarted server answers. Kills it if it does not within two minutes, unless it
   * holds data: it may be recovering.
   *
   * @throws LocalException if its process ended or was killed
   */
  void awaitRestarted(ServerProcess process) throws InterruptedException {
    try {
      await(process);
    } catch (LocalException e) {
      process.kill();
      throw e;
    }
  }

  private void await(ServerProcess process) throws InterruptedException {
    while (!process.answersInTime()) {
      if (!process.holdsData()) {
        throw process.late();
      }
      progress.accept(FailureText.of(process.late()) + "; waiting for it");
    }
  }

  private void startUnlessStopped(ServerProcess process) throws IOException, InterruptedException {
    // Outside the lock: Flink computes its command for seconds.
    ProcessBuilder startable = process.startable();
    synchronized (this) {
      if (stopped) {
        throw new LocalException("All servers are being stopped");
      }
      process.start(startable);
    }
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
      if (process.isAlive()) {
        progress.accept("Stopping " + process.name().toLowerCase(Locale.ROOT) + " ...");
      }
      process.stop();
    } catch (IOException e) {
      progress.accept("Could not stop " + process.name() + ": " + FailureText.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
