package io.contextgraph.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Which service of docker-compose.yml can read which secret, and the settings of its servers. */
class ComposeSecretsTest {
  private static final Pattern SECRET_FILE = Pattern.compile("/secrets/([a-z0-9]+)/[a-z_.-]+");
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

  /** The folders below /secrets that a service mounts, and whether it can only read them. */
  private Map<String, Boolean> secrets(String service) {
    Map<String, Boolean> mounted = new TreeMap<>();
    Object volumes = service(service).get("volumes");
    for (Object volume : volumes == null ? List.of() : (List<?>) volumes) {
      String[] parts = volume.toString().split(":");
      if (parts[1].startsWith("/secrets/")) {
        mounted.put(parts[1].substring("/secrets/".length()), parts.length > 2);
      }
    }
    return mounted;
  }

  @Test
  void theSuperusersPasswordIsMountedOnlyWhereItIsSetAndWhereTheSchemaIsInstalled() {
    Set<String> readers = new TreeSet<>();
    services.keySet().stream()
        .filter(name -> secrets(name).containsKey("superuser"))
        .forEach(readers::add);
    assertThat(readers).containsExactly("postgres", "prepare", "schema");
  }

  @Test
  void eachServiceMountsExactlyTheSecretsThatItNeeds() {
    assertThat(secrets("jobmanager").keySet()).containsExactly("redis");
    assertThat(secrets("taskmanager").keySet())
        .containsExactly("neo4j", "redis", "sealer", "writer");
    assertThat(secrets("submit")).isEmpty();
    assertThat(secrets("redis").keySet()).containsExactly("redis");
    assertThat(secrets("neo4j").keySet()).containsExactly("neo4j");
    for (String name : services.keySet()) {
      if (!name.equals("prepare")) {
        Map<String, Boolean> others = secrets(name);
        // The keys for personal data are made by the command line, which prepare does not have.
        assertThat(others.remove("sealer")).as(name).isNotEqualTo(name.equals("schema"));
        assertThat(others.values()).as(name).doesNotContain(false);
      }
    }
  }

  @Test
  void everySecretThatAServiceNamesIsMountedThere() {
    for (String name : services.keySet()) {
      if (!name.equals("submit")) {
        Matcher file = SECRET_FILE.matcher(service(name).toString());
        while (file.find()) {
          assertThat(secrets(name)).as(name).containsKey(file.group(1));
        }
      }
    }
  }

  /** The job's configuration names files that its TaskManagers read. */
  @Test
  void everySecretOfTheJobIsMountedOnTheTaskManagersAndRedissAlsoOnTheJobManager() {
    Matcher file = SECRET_FILE.matcher(service("submit").get("environment").toString());
    Set<String> named = new TreeSet<>();
    while (file.find()) {
      named.add(file.group(1));
    }
    assertThat(secrets("taskmanager").keySet()).isEqualTo(named);
    assertThat(named).containsAll(secrets("jobmanager").keySet());
  }

  @Test
  void redisAsksForAPasswordAndItsCheckKnowsIt() {
    assertThat(service("redis").get("command").toString())
        .startsWith("redis-server /secrets/redis/redis.conf ")
        .contains("--appendonly yes", "--appendfsync always");
    assertThat(service("redis").get("healthcheck").toString()).contains("REDISCLI_AUTH=");
  }

  @Test
  void postgresHasTheMemoryAndTheLogOfBinLocal() {
    assertThat(service("postgres").get("command").toString())
        .contains("shared_buffers=256MB", "max_wal_size=2GB");
  }

  /** flink-conf/ replaces the image's configuration, which contains this list. */
  @Test
  void flinksOwnListOfOpenPackagesIsKept() throws IOException {
    Map<String, Object> configuration =
        new Yaml().load(Files.readString(Path.of("flink-conf/config.yaml")));
    List<String> all = List.of(configuration.get("env.java.opts.all").toString().split(" "));
    assertThat(all.stream().filter(option -> option.startsWith("--")))
        .containsExactlyElementsOf(
            Files.readAllLines(Path.of("src/test/resources/flink-2.3/env.java.opts.all")));
  }
}
