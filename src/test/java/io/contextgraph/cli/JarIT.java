package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is in the jar, and how its command line answers wrong use. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class JarIT {
  private static List<String> names() throws IOException {
    try (ZipFile jar = new ZipFile(Jar.PATH.toFile())) {
      return jar.stream().map(entry -> entry.getName()).toList();
    }
  }

  @Test
  void everyCommandHasHelp() throws Exception {
    for (String command :
        List.of(
            "",
            "schema install",
            "publish",
            "events",
            "ask causes",
            "dead-letters list",
            "graph verify",
            "status")) {
      List<String> words = Stream.of((command + " --help").strip().split(" ")).toList();
      Jar.Ended ended = Jar.run(Map.of(), words.toArray(String[]::new));
      assertThat(ended.exitCode()).as(command).isZero();
      assertThat(ended.output()).as(command).contains("Usage: context-graph");
    }
  }

  @Test
  void wrongUsageEndsWith2() throws Exception {
    assertThat(Jar.run(Map.of(), "event").exitCode()).isEqualTo(2);
    Jar.Ended noServer = Jar.run(Map.of(), "events");
    assertThat(noServer.exitCode()).isEqualTo(2);
    assertThat(noServer.output()).contains("CONTEXT_GRAPH_POSTGRES_URI is not set");
  }

  @Test
  void aServerThatIsNotThereEndsWith3AndIsNamed() throws Exception {
    Jar.Ended postgres =
        Jar.run(
            Map.of("CONTEXT_GRAPH_POSTGRES_URI", "postgresql://me:s3cret@127.0.0.1:1/x"), "events");
    assertThat(postgres.exitCode()).isEqualTo(3);
    assertThat(postgres.output().lines().toList()).hasSize(1);
    assertThat(postgres.output())
        .contains("Postgres at postgresql://127.0.0.1:1/x as me")
        .doesNotContain("s3cret");
    Jar.Ended redis =
        Jar.run(Map.of("CONTEXT_GRAPH_REDIS_URI", "redis://127.0.0.1:1"), "publish", "-");
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
