package io.contextgraph.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One server's process: started, watched, stopped. */
public final class ServerProcess {
  private static final Duration START_WITHIN = Duration.ofSeconds(120);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

  private final Server server;
  private volatile @Nullable Process process;

  public ServerProcess(Server server) {
    this.server = server;
  }

  public String name() {
    return server.name();
  }

  Server server() {
    return server;
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

  /** Starts the program, in a session of its own: Ctrl-C must reach the launcher only. */
  public void start() throws IOException, InterruptedException {
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
    process = builder.start();
  }

  public void awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + START_WITHIN.toNanos();
    while (!isAlive() || !server.isReady()) {
      if (!isAlive()) {
        throw new LocalException(
            server.name() + " ended with exit code " + exitCode() + "; see " + server.log());
      }
      if (System.nanoTime() > deadline) {
        throw new LocalException(
            server.name()
                + " does not answer after "
                + START_WITHIN.toSeconds()
                + " s; see "
                + server.log());
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Sends a signal, e.g. STOP to make the program hang and CONT to let it go on. */
  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
  }

  /** Stops the program in an orderly way, or, if that takes too long, at once. */
  public void stop() throws IOException, InterruptedException {
    Process running = process;
    if (running == null || !running.isAlive()) {
      return;
    }
    signal(server.stopSignal());
    if (!running.waitFor(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
      running.destroyForcibly().waitFor();
    }
  }

  /** Ends the program at once, as kill -9 does. */
  public void kill() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroyForcibly().waitFor();
    }
  }
}
