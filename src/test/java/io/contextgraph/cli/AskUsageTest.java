package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Values of {@code ask} are checked before a server is reached. */
class AskUsageTest {
  private static final String EVENT = "00000000-0000-4000-8000-000000000001";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "causes EVENT --depth 0          | --depth must be between 1 and 10000",
        "causes EVENT --depth 10001      | --depth must be between 1 and 10000",
        "effects EVENT --limit 0         | --limit must be between 1 and 100000",
        "effects EVENT --limit 100001    | --limit must be between 1 and 100000",
        "tools agent --events -1         | --events must be between 1 and 100000000",
        "timeline session --timeout 0    | --timeout must be between 1 and 3600",
        "timeline session --timeout 3601 | --timeout must be between 1 and 3600",
        "timeline session --after -1     | --after must be 0 or greater, but is -1",
        "timeline session --from monday  | --from",
        "causes something                | EVENT",
        "compare session                 | OTHER",
        "why EVENT                       | why",
      })
  void aValueOutOfItsRangeIsRefusedInWordsOfTheOption(String line, String message) {
    StringWriter error = new StringWriter();
    CommandLine commands =
        Main.commandLine(Map.of("CONTEXT_GRAPH_NEO4J_URI", "bolt://127.0.0.1:1"));
    commands.setErr(new PrintWriter(error, true));
    String[] words = ("ask " + line.strip().replace("EVENT", EVENT)).split(" +");
    assertThat(commands.execute(words)).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(error.toString()).contains(message).doesNotContain("java.", "Exception");
  }
}
