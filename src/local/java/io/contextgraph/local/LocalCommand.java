package io.contextgraph.local;

import io.contextgraph.server.FailureText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
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
    command.getErr().println(name + ": " + FailureText.of(e) + "; see " + name + " --help");
    return CommandLine.ExitCode.USAGE;
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
