package io.contextgraph.local;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The versions of the servers, which the build copies from pom.xml to the jar. */
record Versions(Properties values) {
  static Versions read() {
    Properties values = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
      values.load(in);
    } catch (IOException e) {
      throw new LocalException("The jar lacks versions.properties", e);
    }
    return new Versions(values);
  }

  /**
   * @param part e.g. {@code flink}
   */
  String of(String part) {
    return values.getProperty(part + ".version");
  }

  /** The name of the folder for servers of these versions. */
  String folder() {
    return "flink-%s-neo4j-%s-postgres-%s-redis-%s"
        .formatted(of("flink"), of("neo4j"), of("postgres"), of("redis.artifact"));
  }

  /** Options that set each version in the POMs of the servers. */
  Stream<String> mavenOptions() {
    return new TreeSet<>(values.stringPropertyNames())
        .stream().map(name -> "-D" + name + "=" + values.getProperty(name));
  }
}
