package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The help texts of all commands. */
class HelpTextTest {
  static Stream<CommandLine> commands() {
    return below(Main.commandLine(Map.of()));
  }

  private static Stream<CommandLine> below(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(HelpTextTest::below));
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }

  private static String description(ArgSpec argument) {
    return String.join(" ", argument.description());
  }

  /** The list of commands shows only the first part of a description. */
  @Test
  void theDescriptionOfACommandBeginsWithASentenceAndConsistsOfSentences() {
    assertThat(commands())
        .allSatisfy(
            command ->
                assertThat(List.of(command.getCommandSpec().usageMessage().description()))
                    .as(name(command))
                    .isNotEmpty()
                    .allMatch(text -> text.matches("(?s)[A-Z].*[.]")));
  }

  @Test
  void everyParameterIsDescribedInSentences() {
    assertThat(commands().flatMap(it -> it.getCommandSpec().args().stream()))
        .allSatisfy(
            argument ->
                assertThat(description(argument)).as(argument.toString()).matches("(?s).+[.]"));
  }

  /** Only conditions and what must be given have no default. */
  @Test
  void everyOptionWithAValueSaysItsDefault() {
    assertThat(commands().flatMap(it -> it.getCommandSpec().options().stream()))
        .filteredOn(option -> option.arity().max() > 0 && !option.required())
        .allSatisfy(
            option ->
                assertThat(description(option))
                    .as(option.longestName())
                    .matches("Only .*|.*\\(default: .*\\)\\."));
  }

  @Test
  void noHelpShowsAVariableOrNull() {
    assertThat(commands())
        .allSatisfy(
            command ->
                assertThat(command.getUsageMessage())
                    .as(name(command))
                    .doesNotContain("${", "null", "<"));
  }

  @Test
  void everyCommandAndOptionIsInTheTest() {
    assertThat(commands().map(HelpTextTest::name))
        .contains("context-graph", "context-graph events", "context-graph schema install");
    assertThat(
            commands()
                .flatMap(it -> it.getCommandSpec().options().stream())
                .map(OptionSpec::longestName))
        .contains("--format", "--since", "--stream");
  }
}
