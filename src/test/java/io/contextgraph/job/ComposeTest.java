package io.contextgraph.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Checks docker-compose.yml without a container engine. */
class ComposeTest {
  private static final Path FILE = Path.of("docker-compose.yml");
  private final Map<String, Object> compose = read();

  private static Map<String, Object> read() {
    try (Reader reader = Files.newBufferedReader(FILE)) {
      return new Yaml().load(reader);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object node) {
    return node == null ? Map.of() : (Map<String, Object>) node;
  }

  private Map<String, Object> services() {
    return map(compose.get("services"));
  }

  private static Properties properties(Reader reader) throws IOException {
    Properties properties = new Properties();
    properties.load(reader);
    return properties;
  }

  @Test
  void everyServiceDependsOnOnesThatExist() {
    services()
        .forEach(
            (name, service) ->
                assertThat(services().keySet())
                    .as(name)
                    .containsAll(map(map(service).get("depends_on")).keySet()));
  }

  @Test
  void anOldSubmitIsStoppedBeforeItsJobManagerIsReplaced() {
    Object submit = services().get("submit");
    assertThat(map(map(map(submit).get("depends_on")).get("jobmanager")))
        .containsEntry("restart", true);
  }

  @Test
  void aServerThatHoldsDataMayRecoverForTenMinutes() {
    for (String name : List.of("redis", "postgres", "neo4j")) {
      assertThat(map(map(services().get(name)).get("healthcheck")))
          .as(name)
          .containsEntry("start_period", "10m");
    }
  }

  @Test
  void everyVolumeIsDeclaredOrIsAFolderOfTheProject() {
    for (Object service : services().values()) {
      List<?> volumes = (List<?>) map(service).getOrDefault("volumes", List.of());
      for (Object volume : volumes) {
        String source = volume.toString().split(":")[0];
        if (source.startsWith("./")) {
          assertThat(Path.of(source)).isDirectory();
        } else {
          assertThat(map(compose.get("volumes"))).containsKey(source);
        }
      }
    }
  }

  /** The tests use a Redis that runs on any machine, and that is at the end of its life. */
  @Test
  void redisIsOneOfThoseThatAreSafe() throws IOException {
    Properties set = properties(Files.newBufferedReader(Path.of(".env")));
    assertThat(Files.readString(Path.of("docs/security.md")))
        .contains("\n| Redis | " + set.getProperty("REDIS_VERSION") + ",");
  }

  @Test
  void everyVariableButThatOfRedisIsSetToTheVersionOfThePom() throws IOException {
    Properties set = properties(Files.newBufferedReader(Path.of(".env")));
    Properties pom = new Properties();
    try (InputStream in =
        getClass().getResourceAsStream("/io/contextgraph/local/versions.properties")) {
      pom.load(in);
    }
    Matcher variable =
        Pattern.compile("(?<!\\$)\\$\\{(\\w+)_VERSION}").matcher(Files.readString(FILE));
    List<String> parts = new ArrayList<>();
    while (variable.find()) {
      String part = variable.group(1).toLowerCase(java.util.Locale.ROOT);
      parts.add(part);
      if (!part.equals("redis")) {
        assertThat(pom.getProperty(part + ".version") + ".")
            .as(part)
            .startsWith(set.getProperty(variable.group(1) + "_VERSION") + ".");
      }
    }
    assertThat(parts).contains("flink", "neo4j", "postgres", "redis");
  }

  @Test
  void theJobsConfigurationIsValid() {
    Map<String, String> environment = new java.util.HashMap<>();
    map(map(services().get("submit")).get("environment"))
        .forEach((name, value) -> environment.put(name, value.toString()));
    environment.remove("REST_CA");
    assertThat(environment).hasSizeGreaterThan(3);
    assertThat(JobConfig.OPTIONS.options().stream().map(JobOption::environmentVariable))
        .containsAll(environment.keySet());
    assertThat(JobConfig.read(new String[0], environment).redis().address())
        .hasToString("redis://redis:6379");
  }

  /** Their memory may hold personal data and keys. */
  @Test
  void noServerWritesItsMemoryToAFileWhenItFails() {
    assertThat(services()).hasSizeGreaterThan(6);
    services()
        .forEach(
            (name, service) ->
                assertThat(map(map(service).get("ulimits"))).as(name).containsEntry("core", 0));
  }

  @Test
  void nothingListensBeyondLoopback() {
    for (Object service : services().values()) {
      List<?> ports = (List<?>) map(service).getOrDefault("ports", List.of());
      assertThat(ports).allSatisfy(port -> assertThat(port.toString()).startsWith("127.0.0.1:"));
    }
  }

  private static String submitScript() throws IOException {
    return Files.readString(Path.of("ops/submit"));
  }

  private static String command(Object service) {
    return String.valueOf(map(service).get("command"));
  }

  /** The names of the files in /opt that a text mentions. */
  private static Set<String> jars(String text) {
    Matcher jar = Pattern.compile("/opt/([a-z-]+\\.jar)").matcher(text);
    Set<String> names = new TreeSet<>();
    while (jar.find()) {
      names.add(jar.group(1));
    }
    return names;
  }

  @Test
  void theCommandLineRunsFromTheToolsJarAndTheJobIsSubmittedFromItsOwn() throws IOException {
    for (Object service : services().values()) {
      String command = command(service);
      if (command.contains("io.contextgraph.cli.Main")) {
        assertThat(jars(command)).containsExactly("context-graph-tools.jar");
      }
    }
    assertThat(command(services().get("schema"))).contains("io.contextgraph.cli.Main");
    assertThat(map(services().get("submit")).get("entrypoint").toString()).contains("/ops/submit");
    assertThat(jars(submitScript())).containsExactly("context-graph.jar");
  }

  @Test
  void everyJarThatAServiceUsesIsBuiltAndCopiedIntoTheImage() throws IOException {
    String dockerfile =
        String.valueOf(
            map(map(services().get("jobmanager")).get("build")).get("dockerfile_inline"));
    Set<String> copied = new TreeSet<>();
    Matcher jar = Pattern.compile("/project/target/([a-z-]+\\.jar)").matcher(dockerfile);
    while (jar.find()) {
      copied.add(jar.group(1));
    }
    assertThat(dockerfile).contains(" /opt/\n");
    String using = services().toString().replace(dockerfile, "") + submitScript();
    assertThat(copied).isEqualTo(jars(using));
    String pom = Files.readString(Path.of("pom.xml"));
    assertThat(pom).contains("<finalName>context-graph</finalName>", "-tools.jar</outputFile>");
  }

  @Test
  void theImageIsBuiltFromEverythingThatTheBuildReads() throws IOException {
    List<String> context = Files.readAllLines(Path.of(".dockerignore"));
    assertThat(context).startsWith("*").contains("!pom.xml", "!mvnw", "!.mvn", "!src");
    Matcher root =
        Pattern.compile("<(?:source|directory)>([^<$]+)<")
            .matcher(Files.readString(Path.of("pom.xml")));
    while (root.find()) {
      assertThat(root.group(1)).startsWith("src/");
      assertThat(context).doesNotContain(root.group(1));
      assertThat(Path.of(root.group(1))).isDirectory();
    }
  }
}
