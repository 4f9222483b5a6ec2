package io.contextgraph.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.server.Secret;
import io.contextgraph.system.TestServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Runs Jazzer, guided by coverage, against the decoder and a real ledger: for {@code -Dfuzz.runs}
 * inputs, from {@code -Dseed}, in a separate JVM, starting from the hostile cases.
 */
@Timeout(value = 6, unit = TimeUnit.HOURS)
class FuzzIT {
  private static final Path PROJECT =
      Path.of(System.getProperty("project.directory", "")).toAbsolutePath().normalize();

  @Test
  void everyInputEndsAsAnEventThatTheLedgerKeepsOrAsADeadLetter() throws Exception {
    long runs = Long.getLong("fuzz.runs", 100_000L);
    Path folder = Files.createDirectories(PROJECT.resolve("target/fuzz"));
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    for (HostileCase hostile : HostileCase.all(PROJECT)) {
      byte[] input = EventCodecFuzz.input(hostile.fields());
      if (input.length < 5_000) {
        Files.write(corpus.resolve("case-" + hostile.name().replaceAll("\\W+", "-")), input);
      }
    }
    PostgresConnections postgres = TestServers.ledger(TestServers.newLedger(), "ledger_writer");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dfuzz.postgres.uri=" + postgres.address().uri(),
                "-Dfuzz.postgres.password-file="
                    + ((Secret.FromFile) postgres.address().password()).path(),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + EventCodecFuzz.class.getName(),
                "--instrumentation_includes=io.contextgraph.event.**:com.fasterxml.jackson.core.**",
                // Connecting to the ledger on this machine is not a request forgery.
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery"
                    + ":com.code_intelligence.jazzer.sanitizers.SqlInjection",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-runs=" + runs,
                "-seed=" + Long.getLong("seed", 1L),
                "-max_len=5000",
                corpus.toString()));
    Path log = folder.resolve("jazzer.log");
    Process jazzer =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int exitCode = jazzer.waitFor();
    String output = Files.readString(log, StandardCharsets.UTF_8);
    List<String> summary =
        output.lines().filter(line -> line.startsWith("Done ") || line.startsWith("Out")).toList();
    System.out.println(summary);
    assertThat(exitCode).as("%s ends with%n%s", log, tail(output)).isZero();
    assertThat(summary).anyMatch(line -> line.startsWith("Done " + runs + " runs"));
    assertThat(summary).anyMatch(line -> line.matches("Outcomes: .*VALID=[1-9].*"));
  }

  private static String tail(String output) {
    return output.substring(Math.max(0, output.length() - 4_000));
  }
}
