package io.contextgraph.local;

import java.util.List;

/** The two kinds of Flink processes, as in Flink's own start scripts. */
enum FlinkRole {
  JOBMANAGER(
      "env.java.opts.jobmanager",
      "GET_JM_RESOURCE_PARAMS",
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
      List.of("--executionMode", "cluster")),
  TASKMANAGER(
      "env.java.opts.taskmanager",
      "GET_TM_RESOURCE_PARAMS",
      "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
      List.of());

  private final String javaOptionsKey;
  private final String resourceCommand;
  private final String mainClass;
  private final List<String> arguments;

  FlinkRole(
      String javaOptionsKey, String resourceCommand, String mainClass, List<String> arguments) {
    this.javaOptionsKey = javaOptionsKey;
    this.resourceCommand = resourceCommand;
    this.mainClass = mainClass;
    this.arguments = arguments;
  }

  String javaOptionsKey() {
    return javaOptionsKey;
  }

  /** The command of {@code BashJavaUtils} that computes the memory of the process. */
  String resourceCommand() {
    return resourceCommand;
  }

  String mainClass() {
    return mainClass;
  }

  List<String> arguments() {
    return arguments;
  }
}
