package io.contextgraph.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A command as a document shows it: its words, with alternatives separated by bars and optional
 * ones in brackets.
 */
record DocumentedCommand(List<String> words) {
  private static final String PROGRAM = "bin/context-graph ";

  /** The command in a piece of code that begins with a program, or empty. */
  static Optional<DocumentedCommand> of(String code, String program) {
    return code.startsWith(program + " ")
        ? Optional.of(parse(code.substring(program.length())))
        : Optional.empty();
  }

  /** The same, for code that may leave out {@code bin/context-graph} and names a subcommand. */
  static Optional<DocumentedCommand> of(String code, CommandLine commands) {
    if (code.startsWith(PROGRAM)) {
      return of(code, PROGRAM.strip());
    }
    String[] words = code.split(" ");
    return words.length > 1 && commands.getSubcommands().containsKey(words[0])
        ? Optional.of(parse(code))
        : Optional.empty();
  }

  private static DocumentedCommand parse(String code) {
    String command = code.replaceFirst("( (#|>|\\||&&) |;).*", "").replaceAll("[\\[\\]…]", " ");
    return new DocumentedCommand(List.of(command.strip().split("\\s+")));
  }

  /** Its subcommands and options that do not exist, each after the command that lacks it. */
  List<String> unknown(CommandLine root) {
    List<String> unknown = new ArrayList<>();
    CommandLine command = root;
    boolean isValue = false;
    for (String word : words) {
      Set<String> names = Set.of(word.replaceFirst("=.*", "").split("\\|"));
      if (word.startsWith("--")) {
        unknown.addAll(missing(names, options(command.getCommandSpec()), command));
        isValue = !word.contains("=") && takesValue(names, command.getCommandSpec());
      } else if (isValue) {
        isValue = false;
      } else if (!command.getSubcommands().isEmpty()) {
        unknown.addAll(missing(names, command.getSubcommands().keySet(), command));
        if (!unknown.isEmpty()) {
          return isPlaceholder(word) ? List.of() : unknown;
        }
        command = command.getSubcommands().get(names.iterator().next());
      }
    }
    return unknown;
  }

  private static boolean takesValue(Set<String> names, CommandSpec command) {
    return names.stream()
        .map(command.optionsMap()::get)
        .anyMatch(option -> option != null && option.arity().max() > 0);
  }

  private static Set<String> options(CommandSpec command) {
    Set<String> options = new TreeSet<>(command.optionsMap().keySet());
    options.addAll(command.negatedOptionsMap().keySet());
    return options;
  }

  private static boolean isPlaceholder(String word) {
    return word.matches("[A-Z]+");
  }

  private static List<String> missing(Set<String> names, Set<String> known, CommandLine command) {
    return names.stream()
        .filter(name -> !known.contains(name))
        .map(name -> command.getCommandSpec().qualifiedName() + " " + name)
        .toList();
  }
}
