package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessesTest {
  @TempDir private Path folder;
  private final List<String> progress = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();

  /** Each look at the clock takes a minute. */
  private final ServerProcesses processes =
      new ServerProcesses(progress::add, () -> nanos.addAndGet(TimeUnit.MINUTES.toNanos(1)));

  /** A process that lives until it is stopped, and answers when the test says so. */
  private record Sleeping(Path log, boolean holdsData, BooleanSupplier ready) implements Server {
    @Override
    public String name() {
      return "SLEEPING";
    }

    @Override
    public void prepare() {}

    @Override
    public List<String> command() {
      return List.of("sleep", "600");
    }

    @Override
    public Map<String, String> environment() {
      return Map.of();
    }

    @Override
    public boolean isReady() {
      return ready.getAsBoolean();
    }
  }

  private ServerProcess start(boolean holdsData, BooleanSupplier ready) throws Exception {
    processes.start(new Sleeping(folder.resolve("log"), holdsData, ready));
    return processes.named("SLEEPING");
  }

  @AfterEach
  void stop() {
    processes.stop();
  }

  private long reports() {
    return progress.stream().filter(line -> line.contains("does not answer after 120 s")).count();
  }

  @Test
  void aServerThatHoldsDataIsNeverKilledWhileItRecovers() throws Exception {
    ServerProcess recovering = start(true, () -> reports() == 3);
    processes.awaitRestarted(recovering);
    assertThat(recovering.isAlive()).isTrue();
    assertThat(reports()).isEqualTo(3);
  }

  @Test
  void theFirstStartAlsoWaitsForAServerThatRecovers() throws Exception {
    start(true, () -> reports() == 2);
    processes.awaitReady();
    assertThat(reports()).isEqualTo(2);
  }

  @Test
  void aServerWithoutDataThatDoesNotAnswerIsKilled() throws Exception {
    ServerProcess hanging = start(false, () -> false);
    assertThatExceptionOfType(LocalException.class)
        .isThrownBy(() -> processes.awaitRestarted(hanging))
        .withMessageContaining("does not answer after 120 s");
    assertThat(hanging.isAlive()).isFalse();
  }

  @Test
  void waitingEndsWithTheProcess() throws Exception {
    ServerProcess recovering = start(true, () -> false);
    recovering.kill();
    assertThatExceptionOfType(LocalException.class)
        .isThrownBy(() -> processes.awaitRestarted(recovering))
        .withMessageContaining("ended with exit code");
  }
}
