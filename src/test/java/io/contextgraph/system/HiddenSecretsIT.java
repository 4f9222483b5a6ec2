package io.contextgraph.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.canary.Encoding;
import io.contextgraph.canary.FolderSearch;
import io.contextgraph.canary.Hit;
import io.contextgraph.canary.Needle;
import io.contextgraph.canary.Search;
import io.contextgraph.canary.Searched;
import io.contextgraph.local.Deployment;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.tls.ProtectedServers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The secrets of a running system, whose job logs in with passwords and certificates everywhere,
 * are in the files that are made for them and nowhere that others can look. Every place has a text
 * that is known to be there, so that one that was not searched is not taken for clean.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HiddenSecretsIT {
  private static final int PORTS = TestPorts.from(1_034);
  private static final int SEED = 7_300;
  private static final String SECRET = "secret ";

  /** What each answer of Flink's interface has. */
  private static final Map<String, String> ANSWERED =
      Map.ofEntries(
          entry("/config", "flink-version"),
          entry("/overview", "slots-total"),
          entry("/jobmanager/config", "execution.checkpointing.dir"),
          entry("/jobmanager/environment", "-Dlog.file="),
          entry("/taskmanagers", "\"id\":\"tm-1\""),
          entry("/taskmanagers/ID", "\"id\":\"tm-"),
          entry("/taskmanagers/ID/thread-dump", "threadName"),
          entry("/jobs/overview", "\"name\":\"context-graph\""),
          entry("/jobs/JOB", "Source: redis-streams"),
          entry("/jobs/JOB/config", "restart-strategy"),
          entry("/jobs/JOB/plan", "Source: redis-streams"),
          entry("/jobs/JOB/exceptions", "exceptionHistory"),
          entry("/jobs/JOB/checkpoints", "completed"),
          entry("/jobs/JOB/checkpoints/config", "\"interval\":2000"),
          entry("/jobs/JOB/accumulators", "user-task-accumulators"),
          entry("/jobs/JOB/vertices/ID", "subtasks"),
          entry("/jobs/JOB/vertices/ID/accumulators", "user-accumulators"),
          entry("/jobs/JOB/vertices/ID/subtasks/accumulators", "user-accumulators"),
          entry("/jobs/JOB/vertices/ID/backpressure", "status"));

  private static final List<Needle> SECRETS = new ArrayList<>();
  @TempDir private static Path folder;
  private static LocalSystem system;
  private static ProtectedServers servers;
  private static Path data;

  @BeforeAll
  static void logInWithSecretsEverywhere() throws Exception {
    RunningSystem running = RunningSystem.get();
    system = running.system();
    data = system.flink().data().toAbsolutePath().getParent();
    Path savepoint = system.stopJob();
    servers = new ProtectedServers(system, running.outside(), folder, PORTS);
    system.submit(Deployment.from(Optional.of(savepoint)).withArguments(servers.arguments()));
    running.check(running.publish(SEED, 400, 0));
    // Then the logs have failures, too.
    servers.cut();
    running.check(running.publish(SEED + 1, 400, 0));
    SECRETS.addAll(CanarySecrets.in(data.resolve("secrets")));
    SECRETS.addAll(CanarySecrets.in(data.resolve("notary")));
    SECRETS.addAll(renamed("of the job for ", CanarySecrets.in(servers.passwords())));
    for (String key : List.of("own", "server")) {
      SECRETS.addAll(CanarySecrets.ofKey(SECRET + key + ".key", Path.of(servers.tls().key(key))));
    }
  }

  private static List<Needle> renamed(String prefix, List<Needle> needles) {
    return needles.stream()
        .map(
            it ->
                new Needle(it.marker().replace(SECRET, SECRET + prefix), it.encoding(), it.bytes()))
        .toList();
  }

  @AfterAll
  static void logInAsBefore() throws Exception {
    Path savepoint;
    try {
      savepoint = system.stopJob();
    } finally {
      servers.close();
    }
    system.submit(Deployment.from(Optional.of(savepoint)));
  }

  private static Needle control(String name, String text) {
    return new Needle(name, Encoding.UTF_8, text.getBytes(UTF_8));
  }

  private static Search search(Needle... controls) {
    List<Needle> needles = new ArrayList<>(SECRETS);
    needles.addAll(List.of(controls));
    return new Search(needles);
  }

  private static Set<String> secrets(Searched searched) {
    return searched.hits().stream()
        .map(Hit::marker)
        .filter(marker -> marker.startsWith(SECRET))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Without this, the other tests could pass because they look for the wrong texts. */
  @Test
  void everySecretIsSearchedForAndFoundInItsFile() throws Exception {
    Searched found =
        FolderSearch.in(data.resolve("secrets"), file -> true, search())
            .and(FolderSearch.in(data.resolve("notary"), file -> true, search()))
            .and(FolderSearch.in(folder, file -> true, search()));
    Set<String> known = SECRETS.stream().map(Needle::marker).collect(Collectors.toSet());
    assertThat(secrets(found)).containsExactlyInAnyOrderElementsOf(known);
    assertThat(known.removeIf(name -> name.matches("secret [0-9a-f-]{36}\\.key"))).isTrue();
    assertThat(known)
        .containsExactlyInAnyOrder(
            "secret postgres",
            "secret ledger_writer",
            "secret ledger_reader",
            "secret ledger_operator",
            "secret ledger_control",
            "secret ledger_notary",
            "secret privacy_sealer",
            "secret privacy_opener",
            "secret privacy_officer",
            "secret neo4j",
            "secret key-encryption-keys",
            "secret receipt-signing-key",
            "secret of the job for redis",
            "secret of the job for postgres",
            "secret of the job for privacy",
            "secret of the job for neo4j",
            "secret own.key",
            "secret server.key");
    assertThat(FolderSearch.in(data, file -> file.endsWith("connections.env"), search()).hits())
        .isNotEmpty();
  }

  @Test
  void noAnswerOfFlinksInterfaceHasOne() throws Exception {
    String job = system.jobId();
    Set<String> pages = new TreeSet<>();
    for (Map.Entry<String, String> page :
        new FlinkPages(system.flink().rest()).of(job).entrySet()) {
      String kind =
          page.getKey()
              .replace(job, "JOB")
              .replaceFirst("^(/taskmanagers|/jobs/JOB/vertices)/[^/]+", "$1/ID");
      pages.add(kind);
      assertThat(page.getValue()).as(page.getKey()).contains(ANSWERED.get(kind));
      assertThat(
              search()
                  .in(new java.io.ByteArrayInputStream(page.getValue().getBytes(UTF_8)))
                  .markers())
          .as(page.getKey())
          .isEmpty();
    }
    assertThat(pages).isEqualTo(ANSWERED.keySet());
  }

  /** Where each text is known to be, for a folder or file of the data folder. */
  private static Map<String, String> written() {
    return Map.ofEntries(
        entry("logs/redis.log", "Ready to accept connections"),
        entry("logs/postgres.log", "database system is ready to accept connections"),
        entry("logs/jobmanager.log", system.jobId()),
        entry("logs/taskmanager-1.log", "taskmanager.resource-id=tm-1"),
        entry("logs/taskmanager-2.log", "taskmanager.resource-id=tm-2"),
        entry("job.properties", "privacy.user=privacy_sealer"),
        entry("flink/conf/config.yaml", "web.refresh-interval"),
        entry("neo4j/conf/neo4j.conf", "dbms.usage_report.enabled=false"),
        entry("neo4j/logs", "Bolt enabled on "),
        entry("redis", "\r\nXADD\r\n"),
        entry("postgres", "ledger_writer"));
  }

  @Test
  void noLogNoConfigurationAndNoStoreHasOne() throws Exception {
    Map<String, String> written = written();
    Needle[] controls =
        written.values().stream()
            .distinct()
            .map(text -> control(text, text))
            .toArray(Needle[]::new);
    Searched searched =
        FolderSearch.in(
            data,
            file ->
                !file.startsWith(data.resolve("secrets"))
                    && !file.startsWith(data.resolve("notary"))
                    && !file.endsWith("connections.env"),
            search(controls));
    assertThat(secrets(searched)).isEmpty();
    written.forEach(
        (place, text) ->
            assertThat(searched.of(text))
                .as(place)
                .anyMatch(hit -> hit.file().startsWith(data.resolve(place))));
  }

  @Test
  void noArgumentAndNoVariableOfAProcessHasOne() throws Exception {
    Map<String, Long> pids = system.processes().pids();
    assertThat(pids).hasSize(6);
    for (Map.Entry<String, Long> process : pids.entrySet()) {
      ProcessTexts texts = ProcessTexts.of(List.of(process.getValue()));
      Set<String> found =
          search(
                  control("arguments", data.toString()),
                  control("variables", "PATH=" + System.getenv("PATH")))
              .in(texts.bytes())
              .markers();
      assertThat(found).as(process.getKey()).contains("arguments");
      if (texts.unreadable().isEmpty()) {
        assertThat(found).as(process.getKey()).containsExactlyInAnyOrder("arguments", "variables");
      } else {
        // Postgres may run as another user, whose variables only that user can read.
        assertThat(process.getKey()).isEqualTo("POSTGRES");
        assertThat(found).containsExactly("arguments");
      }
    }
  }
}
