package io.contextgraph.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A JobManager or a TaskManager, started as Flink's own scripts start it.
 *
 * @param rest the JobManager's REST address
 * @param properties dynamic properties, which override the configuration
 */
record FlinkProcess(FlinkHome home, FlinkRole role, String name, URI rest, List<String> properties)
    implements Server {

  @Override
  public void prepare() throws IOException {
    Files.createDirectories(home.data());
  }

  @Override
  public List<String> command() throws IOException, InterruptedException {
    List<String> parameters = new FlinkClient(home).resourceParameters(role);
    List<String> command = new ArrayList<>(List.of(JavaProgram.PATH));
    command.addAll(words(parameters.get(0)));
    command.addAll(home.configured().javaOptions(role));
    command.add(home.loggingOption());
    // Where the dashboard finds the log.
    command.add("-Dlog.file=" + log());
    command.addAll(List.of("-cp", home.classPath(), role.mainClass()));
    command.addAll(List.of("--configDir", home.configuration().toString()));
    command.addAll(role.arguments());
    command.addAll(parameters.size() > 1 ? words(parameters.get(1)) : List.of());
    command.addAll(properties);
    return command;
  }

  private static List<String> words(String line) {
    return List.of(line.split(" "));
  }

  @Override
  public Map<String, String> environment() {
    return home.environment();
  }

  @Override
  public Path log() {
    return home.data()
        .resolveSibling("logs")
        .resolve(name.toLowerCase(Locale.ROOT).replace('_', '-') + ".log");
  }

  @Override
  public boolean holdsData() {
    return false;
  }

  @Override
  public boolean isReady() {
    // A TaskManager waits for its JobManager on its own.
    return role == FlinkRole.TASKMANAGER || Http.answers(rest.resolve("/overview"));
  }
}
