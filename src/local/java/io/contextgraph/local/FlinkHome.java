package io.contextgraph.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The folders of a Flink cluster, and the settings with which each of its JVMs is started.
 *
 * @param project the folder with {@code flink-conf/}
 * @param data the folder of the cluster's own files
 */
record FlinkHome(Distribution distribution, Path project, Path data) {
  private static final String LOGGING = "log4j-console.properties";

  Path configuration() {
    return data.resolve("conf");
  }

  /**
   * Writes the project's configuration with the values of this machine.
   *
   * @param overrides replace both
   */
  void configure(Ports ports, Map<String, String> overrides) throws IOException {
    Path source = project.resolve("flink-conf");
    FlinkConfiguration configured =
        FlinkConfiguration.parse(Files.readAllLines(source.resolve("config.yaml")))
            .onThisMachine(ports, data)
            .with(overrides);
    Files.createDirectories(configuration());
    Files.createDirectories(data.resolve("tmp"));
    Files.createDirectories(data.resolve("plugins"));
    Files.write(configuration().resolve("config.yaml"), configured.lines());
    Files.copy(
        source.resolve(LOGGING),
        configuration().resolve(LOGGING),
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** The configuration that {@link #configure} wrote. */
  FlinkConfiguration configured() throws IOException {
    return FlinkConfiguration.parse(Files.readAllLines(configuration().resolve("config.yaml")));
  }

  String loggingOption() {
    return "-Dlog4j.configurationFile=" + configuration().resolve(LOGGING).toUri();
  }

  String classPath() {
    return distribution.classPath("flink");
  }

  Map<String, String> environment() {
    return Map.of(
        "FLINK_CONF_DIR", configuration().toString(),
        "FLINK_LIB_DIR", distribution.jars("flink").toString(),
        "FLINK_PLUGINS_DIR", data.resolve("plugins").toString(),
        "FLINK_LOG_DIR", data.resolve("log").toString());
  }

  /** The newest complete savepoint or retained checkpoint. */
  Optional<Path> newestSnapshot() throws IOException {
    NewestFile metadata = new NewestFile("_metadata");
    for (String folder : List.of("savepoints", "checkpoints")) {
      Path root = data.resolve(folder);
      if (Files.isDirectory(root)) {
        Files.walkFileTree(root, Set.of(), 4, metadata);
      }
    }
    return metadata.found().map(Path::getParent);
  }
}
