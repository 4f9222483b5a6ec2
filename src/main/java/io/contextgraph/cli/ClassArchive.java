package io.contextgraph.cli;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/**
 * Loads the classes that commands need, so that the JVM can list them ({@code
 * -XX:DumpLoadedClassList}) and bin/context-graph can archive them. Runs commands against servers
 * that are not there.
 */
public final class ClassArchive {
  private static final Map<String, String> NOWHERE =
      Map.of(
          "CONTEXT_GRAPH_REDIS_URI", "redis://127.0.0.1:1",
          "CONTEXT_GRAPH_POSTGRES_URI", "postgresql://reader:none@127.0.0.1:1/none",
          "CONTEXT_GRAPH_NEO4J_URI", "bolt://127.0.0.1:1",
          "CONTEXT_GRAPH_FLINK_REST", "http://127.0.0.1:1");

  private static final List<String> COMMANDS =
      List.of(
          "--help",
          "events --help",
          "events --format table",
          "sessions",
          "failures",
          "dead-letters list",
          "status",
          "ask causes 01a19b7c-a680-71c3-ace8-a48712937ea3");

  private ClassArchive() {}

  public static void main(String[] arguments) {
    PrintWriter nowhere = StandardOutput.writer(OutputStream.nullOutputStream());
    for (String command : COMMANDS) {
      String[] words = command.split(" ", -1);
      CommandLine commands = Main.commandLine(NOWHERE, new Terminal(80, true), words);
      commands.setOut(nowhere).setErr(nowhere).execute(words);
    }
  }
}
