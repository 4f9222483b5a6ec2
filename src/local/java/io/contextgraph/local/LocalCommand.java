package io.contextgraph.local;

import io.contextgraph.server.FailureText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** What the commands of a developer's machine have in common. */
public final class LocalCommand {
  private LocalCommand() {}

  /** A command whose arguments are nothing but themselves, and whose wrong usage is one line. */
  public static CommandLine of(Callable<Integer> command) {
    return new CommandLine(command)
        .setExpandAtFiles(false)
        .setParameterExceptionHandler((e, arguments) -> wrongUsage(e));
  }

  private static int wrongUsage(ParameterException e) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandName();
    String reason = withFirstNames(FailureText.of(e).replaceFirst("^Error: ", ""), command);
    command.getErr().println(name + ": " + reason + "; see " + name + " --help");
    return CommandLine.ExitCode.USAGE;
  }

  /** picocli names an option by the longest of its names, help and documents by the first. */
  private static String withFirstNames(String text, CommandLine command) {
    String named = text;
    for (OptionSpec option : command.getCommandSpec().options()) {
      String first = option.names()[0];
      named = first.startsWith("--") ? named.replace(option.longestName(), first) : named;
    }
    return named;
  }

  /**
   * A data folder as it was typed.
   *
   * @param otherwise the folder if none was typed
   * @throws UsageException if it cannot be one
   */
  public static Path dataFolder(@Nullable String typed, Path otherwise) {
    UsageException.require(typed == null || !typed.isBlank(), "--data should name a folder");
    Path folder = (typed == null ? otherwise : Path.of(typed)).toAbsolutePath().normalize();
    UsageException.require(
        !Files.exists(folder) || Files.isDirectory(folder),
        "--data: " + folder + " is a file, not a folder");
    UsageException.require(
        !Files.exists(folder) || Files.isWritable(folder),
        "--data: the folder " + folder + " cannot be written to");
    return folder;
  }
}
