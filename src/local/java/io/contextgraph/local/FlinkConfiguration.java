package io.contextgraph.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Flink's configuration as flat keys.
 *
 * @param values in the order of the file
 */
record FlinkConfiguration(Map<String, String> values) {
  private static final List<String> ADDRESSES =
      List.of(
          "jobmanager.rpc.address",
          "jobmanager.bind-host",
          "rest.address",
          "rest.bind-address",
          "taskmanager.host",
          "taskmanager.bind-host");

  /** Parses a {@code config.yaml} with one flat key per line; other lines are comments. */
  static FlinkConfiguration parse(List<String> lines) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : lines) {
      int colon = line.indexOf(": ");
      if (colon > 0 && !line.startsWith("#")) {
        values.put(line.substring(0, colon), line.substring(colon + 2).strip());
      }
    }
    return new FlinkConfiguration(values);
  }

  /** The same configuration for one machine: every port is bound to the loopback interface only. */
  FlinkConfiguration onThisMachine(Ports ports, Path data) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    // Flink's Prometheus reporter listens on every interface and has no option to change that.
    changed.keySet().removeIf(key -> key.startsWith("metrics.reporter"));
    ADDRESSES.forEach(key -> changed.put(key, "127.0.0.1"));
    changed.put("jobmanager.rpc.port", Integer.toString(ports.jobManagerRpc()));
    changed.put("blob.server.port", Integer.toString(ports.jobManagerBlobs()));
    changed.put("rest.port", Integer.toString(ports.flinkRest()));
    changed.put("rest.bind-port", Integer.toString(ports.flinkRest()));
    changed.put("execution.checkpointing.dir", uri(data, "checkpoints"));
    changed.put("execution.checkpointing.savepoint-dir", uri(data, "savepoints"));
    changed.put("io.tmp.dirs", data.resolve("tmp").toString());
    return new FlinkConfiguration(changed);
  }

  private static String uri(Path data, String folder) {
    return data.resolve(folder).toUri().toString();
  }

  FlinkConfiguration with(Map<String, String> overrides) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.putAll(overrides);
    return new FlinkConfiguration(changed);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    values.forEach((key, value) -> lines.add(key + ": " + value));
    return lines;
  }

  /** The JVM options that Flink's start scripts pass to a program of this role. */
  List<String> javaOptions(FlinkRole role) {
    return Stream.concat(javaOptions().stream(), words(role.javaOptionsKey())).toList();
  }

  /** The JVM options that Flink's start scripts pass to every program, its client included. */
  List<String> javaOptions() {
    return words("env.java.opts.all").toList();
  }

  /** The slots of each TaskManager. */
  int slots() {
    return Integer.parseInt(values.getOrDefault("taskmanager.numberOfTaskSlots", "1"));
  }

  private Stream<String> words(String key) {
    return values.containsKey(key) ? Stream.of(values.get(key).split(" ")) : Stream.empty();
  }
}
