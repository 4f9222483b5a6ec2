package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.Waiting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** bin/context-graph as a shell runs it: locales, pipes, terminals and the archive of classes. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ScriptIT {
  private static final int EVENTS = 3_000;

  /** In octal, because the JVM of the test passes on what its own locale has. */
  private static final String TYPED = "\"$(printf 'caf\\303\\251-\\346\\227\\245')\"";

  private static final String SESSION = "caf\u00e9-\u65e5";
  private static final Map<String, String> ENVIRONMENT = new LinkedHashMap<>();

  @TempDir private Path folder;

  private record Ended(int exitCode, String out, String err) {}

  @BeforeAll
  static void record() throws Exception {
    String database = TestServers.newLedger();
    List<Event> events = new ArrayList<>();
    for (int i = 1; i <= EVENTS; i++) {
      events.add(
          EventFields.valid()
              .with("event_id", String.format("00000000-0000-4000-8000-%012d", i))
              .with("session_id", i == 1 ? SESSION : "s1")
              .event("events", i + "-0"));
    }
    try (PostgresLedger writer =
        new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 3)) {
      writer.append(events);
    }
    PostgresConnections reader = TestServers.ledger(database, "ledger_reader");
    String login = "//ledger_reader:" + reader.address().resolvedPassword() + "@";
    ENVIRONMENT.put(
        "CONTEXT_GRAPH_POSTGRES_URI", reader.address().uri().toString().replace("//", login));
    ENVIRONMENT.put("CONTEXT_GRAPH_CLASS_ARCHIVE", "off");
    ENVIRONMENT.put(
        "PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"));
  }

  private Ended shell(Map<String, String> environment, String script) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", script)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().keySet().removeIf(it -> it.startsWith("LC_") || it.equals("LANG"));
    builder.environment().putAll(ENVIRONMENT);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return new Ended(
        process.waitFor(),
        Files.readString(folder.resolve("out"), StandardCharsets.UTF_8),
        Files.readString(folder.resolve("err"), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "C.UTF-8", "en_US.ISO-8859-1", "none"})
  void lettersBeyondAsciiArriveAndLeaveIntactInAnyLocale(String locale) throws Exception {
    Ended ended =
        shell(Map.of("LC_ALL", locale), "exec bin/context-graph events --session " + TYPED);
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(ended.out().lines())
        .singleElement()
        .asString()
        .contains("\"session_id\":\"" + SESSION + "\"");
  }

  @Test
  void numbersAreTheSameInAnyLocale() throws Exception {
    Ended ended =
        shell(
            Map.of(),
            "exec java -Duser.language=ar -Duser.country=EG -cp "
                + Jar.PATH
                + " io.contextgraph.cli.Main events --limit 1");
    assertThat(ended.err()).contains("--limit 1 was reached; continue with --after 1.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX"})
  void withoutTheScriptAnArgumentThatTheLocaleDamagedIsRefused(String locale) throws Exception {
    Ended ended =
        shell(
            Map.of("LC_ALL", locale),
            "exec java -cp " + Jar.PATH + " io.contextgraph.cli.Main events --session " + TYPED);
    assertThat(ended.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines()).singleElement().asString().contains("LC_ALL", "C.UTF-8");
  }

  @Test
  void withoutTheScriptLettersStillLeaveIntact() throws Exception {
    Ended ended =
        shell(
            Map.of("LC_ALL", "C"),
            "exec java -cp " + Jar.PATH + " io.contextgraph.cli.Main events --limit 1");
    assertThat(ended.out()).contains(SESSION);
  }

  @Test
  void anArgumentThatIsNotUtf8IsRefused() throws Exception {
    Ended ended =
        shell(Map.of(), "exec bin/context-graph events --session \"$(printf 'caf\\351')\"");
    assertThat(ended.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(ended.err()).contains("was not typed in UTF-8");
  }

  @Test
  void aReplacementCharacterThatWasTypedIsAnId() throws Exception {
    Ended ended =
        shell(
            Map.of(), "exec bin/context-graph events --session \"$(printf 'caf\\357\\277\\275')\"");
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void aReaderThatEndsFirstEndsTheCommandQuietly() throws Exception {
    Ended ended =
        shell(Map.of(), "bin/context-graph events | head -1; echo \"${PIPESTATUS[0]}\" >&2");
    assertThat(ended.out().lines()).hasSize(1);
    assertThat(ended.err().strip()).isEqualTo("0");
  }

  @Test
  void anAnswerThatCannotBeWrittenEndsWith2() throws Exception {
    Assumptions.assumeTrue(Files.isWritable(Path.of("/dev/full")), "there is no /dev/full");
    Ended ended = shell(Map.of(), "exec bin/context-graph events > /dev/full");
    assertThat(ended.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(ended.err()).contains("context-graph: the answer is lost: ").contains("space");
  }

  @Test
  void onATerminalEventsAreATable() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no script");
    Ended ended =
        shell(
            Map.of("TERM", "xterm"),
            "script -qec 'stty cols 150; bin/context-graph events --limit 2' /dev/null");
    assertThat(ended.exitCode()).as(ended.out()).isZero();
    assertThat(ended.out()).contains("occurred_at (UTC)", "2026-11-02 09:00:00.000", SESSION);
    assertThat(ended.out()).contains("\u001b[1m").doesNotContain("{\"");
    Ended plain =
        shell(
            Map.of("TERM", "xterm", "NO_COLOR", "1"),
            "script -qec 'bin/context-graph events --limit 2' /dev/null");
    assertThat(plain.out()).contains("occurred_at (UTC)").doesNotContain("\u001b");
  }

  @Test
  void theFirstRunMakesTheArchiveAndOneThatDoesNotFitIsIgnored() throws Exception {
    Path archive = folder.resolve("classes.jsa");
    Map<String, String> environment = Map.of("CONTEXT_GRAPH_CLASS_ARCHIVE", archive.toString());
    String version = "bin/context-graph --version";
    assertThat(shell(environment, version).out()).startsWith("context-graph ");
    Waiting.await(
        "the archive",
        () -> Files.exists(archive) && !Files.exists(folder.resolve("classes.jsa.lock")));
    assertSilent(shell(environment, version));
    Files.writeString(archive, "no archive");
    assertSilent(shell(environment, version));
  }

  @Test
  void anArchiveThatCannotBeMadeIsNotTriedByEveryCommand() throws Exception {
    Path java = folder.resolve("java");
    Path tried = folder.resolve("tried");
    Path real = Path.of(System.getProperty("java.home"), "bin", "java");
    Files.writeString(
        java,
        "#!/bin/sh\ncase \"$*\" in *-Xshare:off*) echo x >>%s; exit 1;; esac\nexec %s \"$@\"\n"
            .formatted(tried, real));
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Map<String, String> environment =
        Map.of(
            "CONTEXT_GRAPH_CLASS_ARCHIVE",
            folder.resolve("classes.jsa").toString(),
            "PATH",
            folder + ":" + System.getenv("PATH"));
    assertSilent(shell(environment, "bin/context-graph --version"));
    Waiting.await("the attempt", () -> Files.exists(tried));
    assertSilent(shell(environment, "bin/context-graph --version"));
    assertSilent(shell(environment, "bin/context-graph --version"));
    assertThat(tried).hasContent("x");
    assertThat(folder.resolve("classes.jsa.lock")).isDirectory();
  }

  private static void assertSilent(Ended ended) {
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out().lines()).hasSize(1);
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void onlyCommandsThatHashEveryRowUseTheOptimizingCompiler() throws Exception {
    Path java = Files.writeString(folder.resolve("java"), "#!/bin/sh\necho \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Map<String, String> printed = Map.of("PATH", folder + ":" + System.getenv("PATH"));
    assertThat(shell(printed, "bin/context-graph status").out()).contains("TieredStopAtLevel");
    for (String command : List.of("ledger verify", "ledger build-tree")) {
      assertThat(shell(printed, "bin/context-graph " + command).out())
          .endsWith("Main " + command + "\n")
          .doesNotContain("TieredStopAtLevel");
    }
  }

  @Test
  void aMissingJarIsNamed() throws Exception {
    Ended ended = shell(Map.of("CONTEXT_GRAPH_JAR", "/none.jar"), "exec bin/context-graph");
    assertThat(ended.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(ended.err()).contains("no jar at /none.jar");
  }
}
