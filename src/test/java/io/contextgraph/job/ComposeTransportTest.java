package io.contextgraph.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Every connection of docker-compose.yml uses TLS, and each key is where it is needed only. */
class ComposeTransportTest {
  private static final Pattern TLS_FILE = Pattern.compile("/tls/([a-z]+)/[a-z.]+");
  private static final Pattern SERVER =
      Pattern.compile("CONTEXT_GRAPH_(REDIS|POSTGRES|PRIVACY|NEO4J)(_[A-Z]+)?_URI");
  private static final String CA = "/tls/ca/ca.crt";

  private final Map<String, Object> services = services();

  @SuppressWarnings("unchecked")
  private static Map<String, Object> services() {
    try (Reader reader = Files.newBufferedReader(Path.of("docker-compose.yml"))) {
      return (Map<String, Object>) new Yaml().<Map<String, Object>>load(reader).get("services");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<?, ?> service(String name) {
    return (Map<?, ?>) services.get(name);
  }

  private Map<?, ?> environment(String name) {
    return service(name).get("environment") instanceof Map<?, ?> variables ? variables : Map.of();
  }

  private String text(String name, String part) {
    return String.valueOf(service(name).get(part));
  }

  /** The folders below /tls that a service mounts. */
  private Set<String> mounted(String service) {
    Object volumes = service(service).get("volumes");
    return (volumes == null ? List.of() : (List<?>) volumes)
        .stream()
            .map(volume -> volume.toString().split(":")[1])
            .filter(folder -> folder.startsWith("/tls/"))
            .map(folder -> folder.substring("/tls/".length()))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> named(String text) {
    Set<String> named = new TreeSet<>();
    Matcher file = TLS_FILE.matcher(text);
    while (file.find()) {
      named.add(file.group(1));
    }
    return named;
  }

  @Test
  void eachKeyIsMountedWhereItIsNeededOnly() {
    assertThat(mounted("prepare"))
        .containsExactly("authority", "ca", "flink", "neo4j", "postgres", "redis");
    assertThat(mounted("redis")).containsExactly("ca", "redis");
    assertThat(mounted("postgres")).containsExactly("postgres");
    assertThat(mounted("neo4j")).containsExactly("neo4j");
    assertThat(mounted("schema")).containsExactly("ca");
    assertThat(mounted("retention")).containsExactly("ca");
    for (String flink : List.of("jobmanager", "taskmanager")) {
      assertThat(mounted(flink)).as(flink).containsExactly("ca", "flink");
    }
    // It passes the path of the authority on to the job.
    assertThat(mounted("submit")).containsExactly("flink");
  }

  @Test
  void everyFileThatAServiceNamesIsMountedThereAndMadeByTheScript() throws IOException {
    String script = Files.readString(Path.of("ops/certificates"));
    for (String name : services.keySet()) {
      Set<String> named = named(service(name).toString());
      if (name.equals("submit")) {
        named.remove("ca");
      }
      assertThat(mounted(name)).as(name).containsAll(named);
      assertThat(named).as(name).allSatisfy(folder -> assertThat(script).contains(folder));
    }
    assertThat(text("prepare", "entrypoint")).contains("/ops/certificates");
  }

  @Test
  void noServerTakesAConnectionWithoutTls() throws IOException {
    assertThat(text("redis", "command")).contains("--port 0 --tls-port 6379");
    assertThat(text("postgres", "command")).contains("ssl=on", "hba_file=/ops/pg_hba.conf");
    assertThat(Files.readAllLines(Path.of("ops/pg_hba.conf")))
        .filteredOn(line -> !line.startsWith("#"))
        .extracting(line -> line.replaceAll(" +", " "))
        .containsExactly(
            "local all all scram-sha-256",
            "hostssl all all all scram-sha-256",
            "local replication all scram-sha-256",
            "hostssl replication all all scram-sha-256");
    assertThat(text("neo4j", "environment"))
        .contains("NEO4J_server_bolt_tls__level=REQUIRED")
        .contains("NEO4J_server_http_listen__address=127.0.0.1:7474");
    for (String flink : List.of("jobmanager", "taskmanager", "submit")) {
      assertThat(text(flink, "entrypoint"))
          .as(flink)
          .contains("cat /tls/flink/flink.yaml >>conf/config.yaml");
    }
  }

  @Test
  void everyClientKnowsTheAuthority() {
    Set<String> clients = new TreeSet<>();
    for (String name : services.keySet()) {
      Map<?, ?> environment = environment(name);
      Matcher server = SERVER.matcher(environment + text(name, "command"));
      while (server.find()) {
        clients.add(name);
        assertThat(environment.get("CONTEXT_GRAPH_" + server.group(1) + "_TLS_CA"))
            .as("%s: %s", name, server.group())
            .isEqualTo(CA);
      }
    }
    assertThat(clients).containsExactly("retention", "schema", "submit");
    assertThat(text("redis", "healthcheck")).contains("redis-cli --tls --cacert " + CA);
    assertThat(text("jobmanager", "healthcheck"))
        .contains("/tls/flink/server.crt, https://127.0.0.1:8081/");
    assertThat(text("submit", "environment")).contains("REST_CA=/tls/flink/server.crt");
  }

  /** At its first start the image runs a server that listens on its socket only. */
  @Test
  void postgresIsReadyWhenItAnswersOverTheNetwork() {
    assertThat(text("postgres", "healthcheck")).contains("pg_isready, -h, 127.0.0.1,");
  }

  @Test
  void nothingIsSubmittedThroughTheDashboard() {
    assertThat(text("jobmanager", "environment")).contains("web.submit.enable: false");
  }
}
