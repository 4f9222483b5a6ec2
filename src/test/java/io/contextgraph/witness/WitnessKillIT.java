package io.contextgraph.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.Cosignature;
import io.contextgraph.note.KeyFile;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.WitnessClient;
import io.contextgraph.note.WitnessException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
  private static final int REQUESTS = 10_000;
  private static final int MAX_MICROS = 30_000;
  private static final int SIZE = 60_000;

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
    return new WitnessClient(URI.create(uri), List.of(key.verifierKey()), Duration.ofSeconds(20));
  }

  @Test
  void aKilledWitnessKnowsWhatItCosigned() throws Exception {
    new KeyFile(folder.resolve("w.key")).create(key);
    Random random = new Random(SEED);
    long answered = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long before = answered;
      answered = cosignUntilKilled(answered, random);
      assertThat(answered).as("kill %d, seed %d", kill, SEED).isGreaterThan(before);
      // The last request may have been stored without being answered.
      assertThat(stored()).as("kill %d, seed %d", kill, SEED).isBetween(answered, answered + 2);
    }
  }

  private long stored() throws IOException {
    Path file = folder.resolve("state").resolve(WitnessState.name(log.origin()));
    SignedNote note = SignedNote.parse(Files.readAllBytes(file.resolve("checkpoint")));
    assertThat(note.signedBy(log.key().verifierKey())).isTrue();
    assertThat(Cosignature.verify(key.verifierKey(), note)).isPresent();
    return Checkpoint.parse(note.text()).size();
  }

  /** The size that the witness answered last; its first size is above what it may have stored. */
  private long cosignUntilKilled(long from, Random random) throws Exception {
    Process process = start();
    ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();
    long answered = from;
    try {
      WitnessClient client = client(process);
      int calm = 1 + random.nextInt(20);
      for (int request = 0; request < REQUESTS; request++) {
        long size = request == 0 ? from + 2 : answered + 1;
        if (request == calm) {
          killer.schedule(
              process::destroyForcibly, random.nextInt(MAX_MICROS), TimeUnit.MICROSECONDS);
        }
        client.cosign(log.checkpoint(size), answered, log);
        answered = size;
      }
      throw new AssertionError("the witness was not killed");
    } catch (WitnessException killed) {
      assertThat(killed).hasMessageContaining("cannot be reached");
      return answered;
    } finally {
      killer.shutdownNow();
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
