package io.contextgraph.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contextgraph.local.Http;
import io.contextgraph.local.LocalSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The secrets of a running system are in the files that are made for them, and nowhere that others
 * can look: each is 128 random bits, so it is found if it is there.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HiddenSecretsIT {
  private static final List<String> ANSWERS =
      List.of(
          "/config",
          "/overview",
          "/jobmanager/config",
          "/jobmanager/environment",
          "/taskmanagers",
          "/jobs/overview",
          "/jobs/JOB",
          "/jobs/JOB/config",
          "/jobs/JOB/plan",
          "/jobs/JOB/exceptions",
          "/jobs/JOB/accumulators",
          "/jobs/JOB/checkpoints",
          "/jobs/JOB/checkpoints/config");
  private static final int SHORTEST = 16;

  private final Map<String, String> secrets = new LinkedHashMap<>();
  private LocalSystem system;
  private Path data;

  @BeforeEach
  void readSecrets() throws Exception {
    system = RunningSystem.get().system();
    data = system.flink().data().toAbsolutePath().getParent();
    for (Path file : files(data.resolve("secrets"))) {
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        if (line.strip().length() >= SHORTEST) {
          secrets.put(file.getFileName() + ": " + line.strip().substring(0, 4), line.strip());
        }
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(Files::isRegularFile).toList();
    }
  }

  /** The names of the secrets that a text contains. */
  private List<String> in(String text) {
    return secrets.entrySet().stream()
        .filter(secret -> text.contains(secret.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  /** Without this, the other tests could pass because they look for the wrong texts. */
  @Test
  void theSecretsAreThoseThatTheServersAreGiven() throws Exception {
    assertThat(secrets).hasSizeGreaterThan(6);
    assertThat(in(text(data.resolve("connections.env")))).hasSizeGreaterThan(4);
  }

  @Test
  void noAnswerOfTheDashboardHasOne() throws Exception {
    String job = system.jobId();
    List<String> paths = new ArrayList<>(ANSWERS);
    for (JsonNode vertex : answer("/jobs/" + job).path("vertices")) {
      paths.add("/jobs/JOB/vertices/" + vertex.path("id").asText());
      paths.add("/jobs/JOB/vertices/" + vertex.path("id").asText() + "/accumulators");
    }
    for (JsonNode taskManager : answer("/taskmanagers").path("taskmanagers")) {
      paths.add("/taskmanagers/" + taskManager.path("id").asText());
    }
    assertThat(paths).hasSizeGreaterThan(ANSWERS.size() + 2);
    for (String path : paths) {
      String answer = answer(path.replace("JOB", job)).toString();
      assertThat(answer).as(path).hasSizeGreaterThan(2);
      assertThat(in(answer)).as(path).isEmpty();
    }
  }

  private JsonNode answer(String path) throws IOException {
    return Http.json(system.flink().rest().resolve(path));
  }

  @Test
  void noLogAndNoConfigurationHasOne() throws Exception {
    List<Path> readable = new ArrayList<>(files(data.resolve("logs")));
    readable.addAll(files(data.resolve("flink/conf")));
    readable.add(data.resolve("job.properties"));
    assertThat(readable).hasSizeGreaterThan(5);
    for (Path file : readable) {
      assertThat(in(text(file))).as(file.toString()).isEmpty();
    }
  }

  @Test
  void noArgumentOfAProcessHasOne() throws Exception {
    List<ProcessHandle> processes = ProcessHandle.current().descendants().toList();
    assertThat(processes).hasSizeGreaterThan(5);
    for (ProcessHandle process : processes) {
      String line = commandLine(process);
      assertThat(in(line)).as(line).isEmpty();
    }
  }

  /** Where there is /proc, the whole of it; the JDK leaves out a long one. */
  private static String commandLine(ProcessHandle process) throws IOException {
    Path whole = Path.of("/proc/" + process.pid() + "/cmdline");
    return Files.isReadable(whole)
        ? text(whole).replace('\0', ' ')
        : process.info().commandLine().orElse("");
  }
}
