package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Commands that need no server. */
class CommandLineTest {
  private final StringWriter error = new StringWriter();

  private int run(Map<String, String> environment, String... words) {
    CommandLine commands = Main.commandLine(environment);
    commands.setErr(new PrintWriter(error, true));
    return commands.execute(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "events",
        "sessions",
        "failures",
        "status",
        "schema install",
        "schema reindex",
        "publish -",
        "ask causes 01a19b7c-a680-71c3-ace8-a48712937ea3",
        "dead-letters list",
        "dead-letters show 1",
        "dead-letters discard 1 --reason x",
        "graph verify",
        "graph rebuild"
      })
  void aServerThatTheEnvironmentDoesNotNameEndsWith2(String command) {
    assertThat(run(Map.of(), command.split(" "))).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(error.toString()).contains("CONTEXT_GRAPH_", " is not set");
  }

  /** The help of a group shows the first line of each command's description. */
  @ParameterizedTest
  @ValueSource(strings = {"publish", "dead-letters"})
  void theFirstLineOfADescriptionIsAWholeSentence(String command) {
    CommandLine described = Main.commandLine(Map.of()).getSubcommands().get(command);
    assertThat(described.getCommandSpec().usageMessage().description()[0]).endsWith(".");
    assertThat(described.getSubcommands().values())
        .allSatisfy(
            it -> assertThat(it.getCommandSpec().usageMessage().description()[0]).endsWith("."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "events --limit -1",
        "events --after -1",
        "sessions --limit 0",
        "failures --events 0",
        "dead-letters list --limit -1",
        "dead-letters replay",
        "dead-letters replay --reason wrong",
        "dead-letters list --after -1",
        "dead-letters list --status wrong",
        "dead-letters list --reason invalid_uuid",
        "dead-letters discard --reason x",
        "dead-letters discard 1",
        "publish - --streams ,",
        "publish - --rate -1",
        "publish no-such-file",
        "graph rebuild --partitions 0",
        "retention restore /",
        "event"
      })
  void wrongUsageEndsWith2BeforeAnyServerIsReached(String command) {
    Map<String, String> unreachable =
        Map.of(
            "CONTEXT_GRAPH_POSTGRES_URI", "postgresql://127.0.0.1:1/x",
            "CONTEXT_GRAPH_POSTGRES_CONTROL_URI", "postgresql://127.0.0.1:1/x",
            "CONTEXT_GRAPH_REDIS_URI", "redis://127.0.0.1:1");
    assertThat(run(unreachable, command.split(" "))).isEqualTo(ExitCode.WRONG_USAGE);
  }
}
