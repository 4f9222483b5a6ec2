package io.contextgraph.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;

/** One run of a command in this process. */
public final class CommandRun {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final int exitCode;

  private CommandRun(CommandLine commands, String... words) {
    commands.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    this.exitCode = commands.execute(words);
  }

  public static CommandRun of(Map<String, String> environment, InputStream in, String... words) {
    return new CommandRun(Main.commandLine(environment, in), words);
  }

  public static CommandRun of(Map<String, String> environment, String... words) {
    return of(environment, InputStream.nullInputStream(), words);
  }

  public int exitCode() {
    return exitCode;
  }

  public String out() {
    return out.toString();
  }

  public String err() {
    return err.toString();
  }
}
