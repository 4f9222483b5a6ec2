package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlinkConfigurationTest {
  private static final Ports PORTS = new Ports(18080);

  @Test
  void commentsAndBlankLinesAreNotKeys() {
    assertThat(FlinkConfiguration.parse(List.of("# a: 1", "", "b.c: x: y ", "d:e")).lines())
        .containsExactly("b.c: x: y");
  }

  @Test
  void onThisMachineNothingListensBeyondTheLoopbackInterface() throws Exception {
    FlinkConfiguration here =
        FlinkConfiguration.parse(Files.readAllLines(Path.of("flink-conf/config.yaml")))
            .onThisMachine(PORTS, Path.of("/data"));
    assertThat(here.values())
        .containsEntry("rest.bind-address", "127.0.0.1")
        .containsEntry("jobmanager.bind-host", "127.0.0.1")
        .containsEntry("taskmanager.bind-host", "127.0.0.1")
        .containsEntry("rest.port", "18081")
        .containsEntry("execution.checkpointing.dir", "file:///data/checkpoints")
        .containsEntry("state.backend.type", "rocksdb");
    assertThat(here.values().keySet()).noneMatch(key -> key.startsWith("metrics.reporter"));
  }

  /** Flink refuses a file in which a key stands twice. */
  @Test
  void whatProductionAppendsRepeatsNoKey() throws Exception {
    List<String> lines = new ArrayList<>(Files.readAllLines(Path.of("flink-conf/config.yaml")));
    lines.addAll(Files.readAllLines(Path.of("ops/flink-production.yaml")));
    assertThat(
            lines.stream()
                .map(line -> line.replaceFirst("^# (?=security[.])", ""))
                .filter(line -> !line.startsWith("#") && line.contains(": "))
                .map(line -> line.substring(0, line.indexOf(": "))))
        .contains("parallelism.default", "web.submit.enable", "security.ssl.rest.enabled")
        .doesNotHaveDuplicates();
  }

  @Test
  void overridesReplaceEverythingElse() {
    FlinkConfiguration with =
        FlinkConfiguration.parse(List.of("rest.port: 1"))
            .onThisMachine(PORTS, Path.of("/data"))
            .with(Map.of("rest.port", "7"));
    assertThat(with.values()).containsEntry("rest.port", "7");
  }

  @Test
  void eachRoleGetsItsOwnJavaOptionsAfterThoseOfAll() {
    FlinkConfiguration both =
        FlinkConfiguration.parse(
            List.of("env.java.opts.all: -Xo", "env.java.opts.taskmanager: -Xa -Xb"));
    assertThat(both.javaOptions(FlinkRole.TASKMANAGER)).containsExactly("-Xo", "-Xa", "-Xb");
    assertThat(both.javaOptions(FlinkRole.JOBMANAGER)).containsExactly("-Xo");
  }

  /** Their memory may hold personal data and keys. */
  @Test
  void noProcessWritesItsMemoryToAFileWhenItFails() throws Exception {
    FlinkConfiguration shipped =
        FlinkConfiguration.parse(Files.readAllLines(Path.of("flink-conf/config.yaml")));
    List<List<String>> programs =
        List.of(
            shipped.javaOptions(),
            shipped.javaOptions(FlinkRole.JOBMANAGER),
            shipped.javaOptions(FlinkRole.TASKMANAGER));
    for (List<String> options : programs) {
      assertThat(options)
          .contains(
              "-XX:-HeapDumpOnOutOfMemoryError",
              "-XX:-CrashOnOutOfMemoryError",
              "-XX:-CreateCoredumpOnCrash")
          .noneMatch(option -> option.matches("-XX:([+]HeapDump|[+]Crash|[+]CreateCoredump).*"));
    }
  }

  @Test
  void theScriptsStartNoProgramThatWritesItsMemoryToAFileWhenItFails() throws Exception {
    assertThat(Files.readString(Path.of("bin/launch"))).contains("\n  ulimit -c 0\n  exec java");
    assertThat(Files.readString(Path.of("bin/context-graph")))
        .contains("options+=(-XX:-HeapDumpOnOutOfMemoryError -XX:-CreateCoredumpOnCrash)");
  }
}
