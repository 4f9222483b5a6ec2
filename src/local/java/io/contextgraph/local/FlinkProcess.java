package io.contextgraph.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JobManager or a TaskManager, started as Flink's own scripts would. */
record FlinkProcess(
    FlinkCluster cluster,
    String name,
    String resources,
    String mainClass,
    List<String> arguments,
    List<String> properties)
    implements Server {

  @Override
  public void prepare() throws IOException {
    Files.createDirectories(cluster.data());
  }

  @Override
  public List<String> command() throws IOException, InterruptedException {
    List<String> parameters = cluster.resourceParameters(resources);
    List<String> command = new ArrayList<>(List.of(FlinkCluster.JAVA));
    command.addAll(List.of(parameters.get(0).split(" ")));
    command.addAll(FlinkCluster.opens());
    command.addAll(cluster.javaOptions(isTaskManager()));
    command.add(
        "-Dlog4j.configurationFile="
            + cluster.configuration().resolve("log4j-console.properties").toUri());
    command.addAll(List.of("-cp", cluster.distribution().classPath("flink"), mainClass));
    command.addAll(List.of("--configDir", cluster.configuration().toString()));
    command.addAll(arguments);
    if (parameters.size() > 1) {
      command.addAll(List.of(parameters.get(1).split(" ")));
    }
    command.addAll(properties);
    return command;
  }

  @Override
  public Map<String, String> environment() {
    return cluster.environment();
  }

  @Override
  public Path log() {
    return cluster
        .data()
        .resolveSibling("logs")
        .resolve(name.toLowerCase(java.util.Locale.ROOT).replace('_', '-') + ".log");
  }

  @Override
  public boolean isReady() {
    // A TaskManager waits for its JobManager by itself, whenever that comes.
    return isTaskManager() || Http.answers(cluster.rest().resolve("/overview"));
  }

  private boolean isTaskManager() {
    return mainClass.endsWith("TaskManagerRunner");
  }
}
