package io.contextgraph.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The process of one server: starts, observes and stops it. */
public final class ServerProcess {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(120);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

  private final Server server;
  private final LongSupplier nanoClock;
  private volatile @Nullable Process process;

  public ServerProcess(Server server) {
    this(server, System::nanoTime);
  }

  ServerProcess(Server server, LongSupplier nanoClock) {
    this.server = server;
    this.nanoClock = nanoClock;
  }

  public String name() {
    return server.name();
  }

  boolean holdsData() {
    return server.holdsData();
  }

  public long pid() {
    Process running = process;
    return running == null ? -1 : running.pid();
  }

  boolean isAlive() {
    Process running = process;
    return running != null && running.isAlive();
  }

  int exitCode() {
    Process running = process;
    return running == null || running.isAlive() ? -1 : running.exitValue();
  }

  public void start() throws IOException, InterruptedException {
    start(startable());
  }

  /** The program in its own session, so that Ctrl-C only reaches the launcher. */
  ProcessBuilder startable() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      command.add("/usr/bin/setsid");
    }
    command.addAll(server.command());
    Files.createDirectories(server.log().getParent());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(server.log().toFile()));
    builder.environment().putAll(server.environment());
    return builder;
  }

  void start(ProcessBuilder startable) throws IOException {
    process = startable.start();
  }

  /**
   * Waits until the server answers requests.
   *
   * @throws LocalException if its process ends, or it does not answer within two minutes
   */
  public void awaitReady() throws InterruptedException {
    if (!answersInTime()) {
      throw late();
    }
  }

  /**
   * Waits until the server answers requests, at most two minutes.
   *
   * @return whether it answers
   * @throws LocalException if its process ends
   */
  boolean answersInTime() throws InterruptedException {
    long started = nanoClock.getAsLong();
    while (!isAlive() || !server.isReady()) {
      if (!isAlive()) {
        throw failed("ended with exit code " + exitCode());
      }
      if (nanoClock.getAsLong() - started > START_TIMEOUT.toNanos()) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return true;
  }

  /** The failure of a server that did not answer in time. */
  LocalException late() {
    return failed("does not answer after " + START_TIMEOUT.toSeconds() + " s");
  }

  private LocalException failed(String how) {
    return new LocalException(server.name() + " " + how + "; see " + server.log());
  }

  /** Sends a signal, e.g. STOP to freeze the program and CONT to let it continue. */
  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
  }

  /** Shuts the program down cleanly; kills it if that takes longer than 20 s. */
  public void stop() throws IOException, InterruptedException {
    Process running = process;
    if (running == null || !running.isAlive()) {
      return;
    }
    signal(server.stopSignal());
    if (!running.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
      running.destroyForcibly().waitFor();
    }
  }

  /** Kills the program immediately, like {@code kill -9}. */
  public void kill() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroyForcibly().waitFor();
    }
  }
}
