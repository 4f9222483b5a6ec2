package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The jar as users get it: what is in it, and its command line in a JVM without Flink. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class JarIT {
  private static final Path JAR =
      Path.of(System.getProperty("project.directory", "."), "target/context-graph.jar");

  private record Ended(int exitCode, String output) {}

  private static Ended run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    JAR.toString(),
                    "io.contextgraph.cli.Main"),
                Stream.of(arguments))
            .toList();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("CONTEXT_GRAPH_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  private static List<String> names() throws IOException {
    try (ZipFile jar = new ZipFile(JAR.toFile())) {
      return jar.stream().map(entry -> entry.getName()).toList();
    }
  }

  @Test
  void everyCommandHasHelp() throws Exception {
    for (String command :
        List.of("", "schema install", "publish", "events", "dead-letters list", "status")) {
      List<String> words = Stream.of((command + " --help").strip().split(" ")).toList();
      Ended ended = run(Map.of(), words.toArray(String[]::new));
      assertThat(ended.exitCode()).as(command).isZero();
      assertThat(ended.output()).as(command).contains("Usage: context-graph");
    }
  }

  @Test
  void wrongUsageEndsWith2() throws Exception {
    assertThat(run(Map.of(), "event").exitCode()).isEqualTo(2);
    Ended noServer = run(Map.of(), "events");
    assertThat(noServer.exitCode()).isEqualTo(2);
    assertThat(noServer.output()).contains("CONTEXT_GRAPH_POSTGRES_URI is not set");
  }

  @Test
  void aServerThatIsNotThereEndsWith3AndIsNamed() throws Exception {
    Ended postgres =
        run(Map.of("CONTEXT_GRAPH_POSTGRES_URI", "postgresql://me:s3cret@127.0.0.1:1/x"), "events");
    assertThat(postgres.exitCode()).isEqualTo(3);
    assertThat(postgres.output().lines().toList()).hasSize(1);
    assertThat(postgres.output())
        .contains("Postgres at postgresql://127.0.0.1:1/x as me")
        .doesNotContain("s3cret");
    Ended redis = run(Map.of("CONTEXT_GRAPH_REDIS_URI", "redis://127.0.0.1:1"), "publish", "-");
    assertThat(redis.exitCode()).isEqualTo(3);
    assertThat(redis.output()).contains("redis://127.0.0.1:1");
  }

  @Test
  void nothingInTheJarCanClashWithFlinksOwn() throws IOException {
    assertThat(names())
        .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"))
        .noneMatch(name -> name.startsWith("io/netty/"))
        .noneMatch(name -> name.startsWith("com/fasterxml/jackson/"))
        .noneMatch(name -> name.startsWith("org/apache/flink/streaming/api/datastream/"))
        .noneMatch(name -> name.startsWith("org/neo4j/server/"))
        .contains(
            "META-INF/services/java.sql.Driver",
            "META-INF/services/org.flywaydb.core.extensibility.Plugin",
            "io/contextgraph/job/Main.class");
  }
}
