package io.contextgraph.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Jars of servers, resolved by Maven from the POMs under {@code src/local/servers}. */
record ServerJars(Path project, Path home, Versions versions, Platform platform) {
  private static final String COPY =
      "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";

  /** The folder of a POM's jars. */
  Path folder(String pom) {
    return home.resolve("jars-" + pom);
  }

  /** The jar of a POM whose name starts with {@code prefix}. */
  Path named(String pom, String prefix) throws IOException {
    try (Stream<Path> jars = Files.list(folder(pom))) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow(() -> new LocalException("Maven resolved no jar " + prefix));
    }
  }

  /** Copies the jars of a POM and their dependencies into a folder. */
  void resolve(String pom, Path into) throws IOException, InterruptedException {
    Path log = home.resolve("resolve-" + pom + ".log");
    Process maven =
        new ProcessBuilder(command(pom, into))
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (maven.waitFor() != 0) {
      throw new LocalException("Maven could not resolve " + pom + "; see " + log);
    }
  }

  private List<String> command(String pom, Path into) {
    List<String> command =
        new ArrayList<>(List.of(project.resolve("mvnw").toString(), "-B", "-ntp", "-f"));
    command.add(project.resolve("src/local/servers").resolve(pom).resolve("pom.xml").toString());
    command.addAll(List.of(COPY, "-DincludeScope=runtime", "-DoutputDirectory=" + into));
    command.add("-Dplatform=" + platform.postgres());
    command.addAll(versions.mavenOptions().toList());
    return command;
  }
}
