package io.contextgraph.local;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Restarts servers that died, on a background thread. */
final class Supervisor implements Runnable {
  private final LocalSystem system;
  private volatile @Nullable Exception failure;

  private Supervisor(LocalSystem system) {
    this.system = system;
  }

  static Supervisor start(LocalSystem system) {
    Supervisor supervisor = new Supervisor(system);
    Thread thread = new Thread(supervisor, "supervisor");
    thread.setDaemon(true);
    thread.start();
    return supervisor;
  }

  @Override
  public void run() {
    try {
      while (true) {
        system.supervise();
        TimeUnit.MILLISECONDS.sleep(300);
      }
    } catch (IOException | RuntimeException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * @throws LocalException if a server could not be restarted
   */
  void check() {
    Exception failed = failure;
    if (failed != null) {
      throw new LocalException(String.valueOf(failed.getMessage()), failed);
    }
  }
}
