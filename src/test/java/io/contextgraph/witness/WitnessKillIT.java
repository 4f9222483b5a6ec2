package io.contextgraph.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.note.KeyFile;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.WitnessClient;
import io.contextgraph.note.WitnessException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A witness in a process of its own that is killed while it cosigns. */
class WitnessKillIT {
  private static final long SEED = 9;
  private static final int KILLS = 6;
  private static final int SIZE = 20_000;

  private final TestLog log = TestLog.of("log.example/a", SIZE);
  private final SigningKey key = TestLog.newWitnessKey("w.example");

  @TempDir private Path folder = Path.of("");

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "io.contextgraph.cli.Main",
            "witness",
            "--state",
            folder.resolve("state").toString(),
            "--key",
            folder.resolve("w.key").toString(),
            "--vkey",
            log.key().verifierKey().toString(),
            "--port",
            "0")
        .redirectErrorStream(true)
        .start();
  }

  private WitnessClient client(Process process) throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    while (line != null && !line.startsWith("listening at ")) {
      line = out.readLine();
    }
    assertThat(line).as("the witness started").isNotNull();
    String uri = String.valueOf(line).substring("listening at ".length());
    return new WitnessClient(
        URI.create(uri), Optional.of(key.verifierKey()), Duration.ofSeconds(20));
  }

  /** Whatever it answered before it was killed, it remembers; otherwise it would refuse. */
  @Test
  void aKilledWitnessKnowsWhatItCosigned() throws Exception {
    new KeyFile(folder.resolve("w.key")).create(key);
    Random random = new Random(SEED);
    ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();
    long answered = 0;
    try {
      for (int kill = 0; kill < KILLS; kill++) {
        Process process = start();
        WitnessClient client = client(process);
        killer.schedule(process::destroyForcibly, 200 + random.nextInt(600), TimeUnit.MILLISECONDS);
        long before = answered;
        answered = cosignUntilKilled(client, answered, process);
        assertThat(answered).as("kill %d, seed %d", kill, SEED).isGreaterThan(before);
      }
    } finally {
      killer.shutdownNow();
    }
  }

  /** The size that the witness answered last. Its first size is at least what it answered. */
  private long cosignUntilKilled(WitnessClient client, long from, Process process)
      throws InterruptedException {
    long answered = from;
    try {
      while (answered < SIZE - 2) {
        // The killed witness may have stored one more than it answered.
        long size = answered == from ? answered + 2 : answered + 1;
        client.cosign(log.checkpoint(size), answered, log);
        answered = size;
      }
      return answered;
    } catch (WitnessException e) {
      process.waitFor();
      assertThat(e).hasMessageContaining("cannot be reached");
      return answered;
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void twoProcessesDoNotShareAFolder() throws Exception {
    new KeyFile(folder.resolve("w.key")).create(key);
    Process first = start();
    try {
      WitnessClient client = client(first);
      Process second = start();
      assertThat(second.waitFor()).isEqualTo(2);
      List<String> lines = second.inputReader(StandardCharsets.UTF_8).lines().toList();
      assertThat(lines).anyMatch(line -> line.contains("another witness uses the folder"));
      assertThat(client.cosign(log.checkpoint(1), 0, log)).hasSize(1);
    } finally {
      first.destroyForcibly().waitFor();
    }
  }
}
