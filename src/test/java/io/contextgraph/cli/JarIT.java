package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.evidence.Packs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks the content of both jars, and runs every command in a JVM with only the tools jar on its
 * class path.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class JarIT {
  private static final Pattern PACKAGE = Pattern.compile("^io/contextgraph/(\\w+)/");

  private static final Path JOB = Jar.PATH.resolveSibling("context-graph.jar");
  private static final String NO_POSTGRES = "postgresql://me:s3cret@127.0.0.1:1/x";
  private static final Map<String, String> UNREACHABLE =
      Map.of(
          "CONTEXT_GRAPH_REDIS_URI", "redis://127.0.0.1:1",
          "CONTEXT_GRAPH_POSTGRES_URI", NO_POSTGRES,
          "CONTEXT_GRAPH_POSTGRES_ADMIN_URI", NO_POSTGRES,
          "CONTEXT_GRAPH_POSTGRES_CONTROL_URI", NO_POSTGRES,
          "CONTEXT_GRAPH_PRIVACY_OFFICER_URI", NO_POSTGRES,
          "CONTEXT_GRAPH_NEO4J_URI", "bolt://127.0.0.1:1",
          "CONTEXT_GRAPH_NEO4J_USER", "me",
          "CONTEXT_GRAPH_NEO4J_PASSWORD", "s3cret",
          "CONTEXT_GRAPH_FLINK_REST", "http://127.0.0.1:1");

  private static List<String> names(Path path) throws IOException {
    try (ZipFile jar = new ZipFile(path.toFile())) {
      return jar.stream().map(entry -> entry.getName()).toList();
    }
  }

  private static Jar.Ended run(Map<String, String> environment, String command) throws Exception {
    return Jar.run(environment, command.isEmpty() ? new String[0] : command.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "schema install",
        "schema reindex",
        "publish",
        "events",
        "sessions",
        "failures",
        "group adopt",
        "ask causes",
        "ask effects",
        "ask timeline",
        "ask tools",
        "ask compare",
        "dead-letters list",
        "dead-letters show",
        "dead-letters replay",
        "dead-letters discard",
        "erase",
        "export",
        "retention hold",
        "retention release",
        "retention holds",
        "retention plan",
        "retention run",
        "retention restore",
        "privacy signing-key new",
        "privacy receipt check",
        "ledger checkpoint",
        "ledger fork",
        "ledger prove",
        "ledger check",
        "ledger consistency",
        "privacy key new",
        "privacy key add",
        "privacy rotate",
        "privacy restore",
        "privacy status",
        "evidence",
        "evidence check",
        "graph verify",
        "graph rebuild",
        "status"
      })
  void everyCommandHasHelp(String command) throws Exception {
    Jar.Ended ended = run(Map.of(), (command + " --help").strip());
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(ended.output()).contains("Usage: context-graph");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "events", "ask causes"})
  void helpBeforeACommandPrintsTheSameAsTheOptionBehindIt(String command) throws Exception {
    Jar.Ended ended = run(Map.of(), ("help " + command).strip());
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(ended.output())
        .isEqualTo(run(Map.of(), (command + " --help").strip()).output())
        .contains("Usage: " + ("context-graph " + command).strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "schema install",
        "schema reindex",
        "publish -",
        "events",
        "events --follow",
        "sessions",
        "failures",
        "group adopt",
        "ask causes 01a19b7c-a680-71c3-ace8-a48712937ea3",
        "ask effects 01a19b7c-a680-71c3-ace8-a48712937ea3",
        "ask timeline s1",
        "ask tools a1",
        "ask compare s1 s2",
        "dead-letters list",
        "dead-letters show 1",
        "dead-letters replay 1",
        "dead-letters discard 1 --reason x",
        "retention holds",
        "retention plan",
        "retention run",
        "retention restore x",
        "privacy signing-key new target/never-made",
        "privacy restore",
        "privacy status",
        "graph verify",
        "graph rebuild",
        "status"
      })
  void everyCommandRunsWithoutFlinkUntilItCannotReachAServer(String command) throws Exception {
    Jar.Ended ended = run(UNREACHABLE, command);
    assertThat(ended.exitCode()).as(ended.output()).isEqualTo(3);
    assertThat(ended.output())
        .contains("127.0.0.1:1")
        .doesNotContain("NoClassDefFoundError", "ClassNotFoundException", "\tat ", "s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"local.Main", "local.Redeploy", "benchmark.Benchmark"})
  void theLauncherAndTheBenchmarksStartWithoutFlink(String main) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Jar.PATH.toString(),
                "io.contextgraph." + main,
                "--project",
                ".",
                "--help")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("Usage: bin/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ledger check", "evidence check"})
  void theCheckOfAProofLoadsNoClassOfAServersClient(String command, @TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("file");
    Files.write(file, command.startsWith("ledger") ? "nothing\n".getBytes() : Packs.example());
    Path loaded = folder.resolve("loaded");
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + loaded,
                "-cp",
                Jar.PATH.toString(),
                "io.contextgraph.cli.Main"));
    words.addAll(List.of(command.split(" ")));
    words.addAll(
        List.of(
            file.toString(),
            "--vkey",
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (command.startsWith("ledger")) {
      assertThat(output).startsWith("wrong:");
    } else {
      assertThat(output).contains("proven:     each of them meets the question");
    }
    assertThat(process.waitFor()).isEqualTo(command.startsWith("ledger") ? 1 : 0);
    assertThat(Files.readString(loaded))
        .contains("io.contextgraph.note.TlogProof")
        .doesNotContain("org.postgresql.", "io.lettuce.", "org.neo4j.", "java.net.http.");
  }

  @Test
  void wrongUsageEndsWith2() throws Exception {
    assertThat(run(Map.of(), "event").exitCode()).isEqualTo(2);
    Jar.Ended noServer = run(Map.of(), "events");
    assertThat(noServer.exitCode()).isEqualTo(2);
    assertThat(noServer.output()).contains("CONTEXT_GRAPH_POSTGRES_URI is not set");
  }

  @Test
  void anUnreachableServerEndsWithExitCode3AndIsNamed() throws Exception {
    Jar.Ended postgres = run(UNREACHABLE, "events");
    assertThat(postgres.exitCode()).isEqualTo(3);
    assertThat(postgres.output().lines().toList()).hasSize(1);
    assertThat(postgres.output())
        .contains("Postgres at postgresql://127.0.0.1:1/x as me")
        .doesNotContain("s3cret");
    Jar.Ended redis = run(UNREACHABLE, "publish -");
    assertThat(redis.exitCode()).isEqualTo(3);
    assertThat(redis.output()).contains("redis://127.0.0.1:1");
  }

  @Test
  void theToolsJarContainsNothingOfFlinkOrTheJob() throws IOException {
    System.out.println("context-graph-tools.jar: " + Files.size(Jar.PATH) + " bytes");
    assertThat(names(Jar.PATH))
        .noneMatch(name -> name.startsWith("org/apache/flink/"))
        .noneMatch(name -> name.startsWith("io/contextgraph/job/"))
        .noneMatch(name -> name.startsWith("org/neo4j/server/"))
        .contains(
            "META-INF/services/java.sql.Driver",
            "META-INF/services/org.flywaydb.core.extensibility.Plugin",
            "io/contextgraph/cli/Main.class",
            "io/contextgraph/local/Main.class",
            "io/contextgraph/local/probe.sql",
            "io/contextgraph/benchmark/checkpoint.sql",
            "io/contextgraph/query/page_events.sql");
  }

  @Test
  void theJobJarContainsOnlyWhatRunsInFlink() throws IOException {
    System.out.println("context-graph.jar: " + Files.size(JOB) + " bytes");
    List<String> names = names(JOB);
    assertThat(names.stream().map(PACKAGE::matcher).filter(Matcher::find).map(it -> it.group(1)))
        .containsOnly(
            "job", "decode", "dedup", "redis", "ledger", "graph", "event", "server", "tree",
            "privacy", "shaded");
    for (String left :
        List.of(
            "picocli/",
            "org/flywaydb/",
            "org/apache/commons/compress/",
            "org/tukaani/",
            "org/slf4j/")) {
      assertThat(names).noneMatch(name -> name.startsWith(left));
    }
    assertThat(names)
        .contains("META-INF/services/java.sql.Driver", "io/contextgraph/job/Main.class");
  }

  /** Its licence is not that of the project. */
  @Test
  void noJarContainsJmh() throws IOException {
    assertThat(Stream.concat(names(JOB).stream(), names(Jar.PATH).stream()))
        .noneMatch(name -> name.startsWith("org/openjdk/"))
        .noneMatch(name -> name.contains("TreeHashing"));
  }

  @Test
  void nothingInTheJarsCanClashWithFlinksOwn() throws IOException {
    assertThat(Stream.concat(names(JOB).stream(), names(Jar.PATH).stream()))
        .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"))
        .noneMatch(name -> name.startsWith("io/netty/"))
        .noneMatch(name -> name.startsWith("com/fasterxml/jackson/"))
        .noneMatch(name -> name.startsWith("com/google/"))
        .noneMatch(name -> name.startsWith("org/apache/flink/streaming/api/datastream/"));
  }
}
