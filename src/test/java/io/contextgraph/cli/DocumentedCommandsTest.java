package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.MarkdownDocument;
import io.contextgraph.local.Redeploy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Every command that README.md and docs show exists, with its subcommands and options. */
class DocumentedCommandsTest {
  private final CommandLine commands = Main.commandLine(Map.of());

  private static List<String> code() throws IOException {
    List<Path> files = new ArrayList<>(List.of(Path.of("README.md")));
    try (Stream<Path> docs = Files.list(Path.of("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
    }
    List<String> code = new ArrayList<>();
    for (Path file : files) {
      code.addAll(new MarkdownDocument(MarkdownDocument.read(file)).commands());
    }
    return code;
  }

  private static List<DocumentedCommand> documented(
      Function<String, Optional<DocumentedCommand>> parse) throws IOException {
    return code().stream().flatMap(code -> parse.apply(code).stream()).toList();
  }

  private static void assertExist(List<DocumentedCommand> documented, CommandLine commands) {
    assertThat(documented).isNotEmpty();
    assertThat(documented.stream().flatMap(command -> command.unknown(commands).stream()))
        .isEmpty();
  }

  @Test
  void everyCommandOfTheCommandLineExists() throws IOException {
    assertExist(documented(code -> DocumentedCommand.of(code, commands)), commands);
  }

  @Test
  void everyOptionOfTheLauncherExists() throws IOException {
    assertExist(
        documented(code -> DocumentedCommand.of(code, "bin/local")),
        new CommandLine(new io.contextgraph.local.Main()));
    assertExist(
        documented(code -> DocumentedCommand.of(code, "bin/redeploy")),
        new CommandLine(new Redeploy()));
  }

  @ParameterizedTest
  @CsvSource({
    "bin/context-graph event --after 1, context-graph event",
    "bin/context-graph events [--after P] [--session|--agnet ID], context-graph events --agnet",
    "graph verify --repare, context-graph graph verify --repare",
    "evidence --session s1 chekc pack.zip, context-graph evidence chekc",
    "bin/context-graph dead-letters list|shows, context-graph dead-letters shows",
  })
  void aWordThatDoesNotExistIsFound(String code, String unknown) {
    assertThat(DocumentedCommand.of(code, commands).orElseThrow().unknown(commands))
        .containsExactly(unknown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bin/context-graph COMMAND --help",
        "bin/context-graph events --limit 3 | less",
        "bin/context-graph graph verify             # prints --differences",
        "bin/context-graph dead-letters replay ID… --reason=INVALID_UUID",
      })
  void valuesAndWhatFollowsTheCommandAreNotChecked(String code) {
    assertThat(DocumentedCommand.of(code, commands).orElseThrow().unknown(commands)).isEmpty();
  }
}
