package io.contextgraph.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.canary.FolderSearch;
import io.contextgraph.canary.Marker;
import io.contextgraph.canary.Needle;
import io.contextgraph.canary.Needles;
import io.contextgraph.canary.Search;
import io.contextgraph.canary.Searched;
import io.contextgraph.canary.Store;
import io.contextgraph.cli.CommandRun;
import io.contextgraph.system.Canaries.Way;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Personal data with markers comes in every way, its subjects are erased, the key-encryption key is
 * replaced, and then the raw bytes of everything that the servers wrote are searched for it.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CanaryIT {
  private static final Set<Way> PERSONS = EnumSet.complementOf(EnumSet.of(Way.PLAIN_AFTER_ERASURE));
  private static final Set<Way> IN_PLAIN = EnumSet.complementOf(EnumSet.of(Way.SEALED_BY_PRODUCER));
  private static final String DEFAULT_OF_REDIS = "CONFIG SET aof-use-rdb-preamble yes";
  private static final String SHIPPED = "CONFIG SET aof-use-rdb-preamble no";

  private static final String KEY_FILE = "key-encryption-keys";
  private static final String CAME_IN_PLAIN = "values came in plain to the job, the last at most ";

  private static final Map<Way, CommandRun> RECEIPTS = new EnumMap<>(Way.class);
  private static final Map<String, Store.Report> REPORTS = new TreeMap<>();
  private static final List<Needle> SECRETS = new ArrayList<>();
  private static final List<Needle> OLD_KEY = new ArrayList<>();

  private static RunningSystem running;
  private static CanaryServers servers;
  private static CanaryStores stores;
  private static CanaryProducer producer;
  private static Canaries canaries;
  private static Search search;
  private static CommandRun openedBefore;
  private static Store.Report redisBefore;

  @BeforeAll
  static void publishEraseAndSearch() throws Exception {
    running = RunningSystem.get();
    servers = new CanaryServers(running);
    canaries = new Canaries(new SecureRandom());
    producer = new CanaryProducer(canaries, running.outside(), servers.environment());
    stores = new CanaryStores(servers.data(), running.system().jobId());
    search =
        new Search(
            Stream.concat(
                    canaries.all().stream().flatMap(marker -> marker.needles().stream()),
                    stores.controls().stream())
                .toList());
    SECRETS.addAll(secrets());
    SECRETS.stream().filter(it -> it.marker().endsWith(KEY_FILE)).forEach(OLD_KEY::add);
    assertThat(OLD_KEY).isNotEmpty();
    publish();
    erase();
    publishAfterErasure();
    rotate();
    searchAll();
  }

  private static List<Needle> secrets() throws Exception {
    List<Needle> secrets = new ArrayList<>(CanarySecrets.in(servers.data().resolve("secrets")));
    secrets.addAll(CanarySecrets.in(servers.data().resolve("notary")));
    return secrets;
  }

  /** A rewrite of the append-only file would remove what is to be found in it. */
  private static void publish() throws Exception {
    servers.redis("CONFIG SET auto-aof-rewrite-percentage 0");
    servers.redis(DEFAULT_OF_REDIS);
    producer.addUnread();
    producer.addLongDeadLetter();
    producer.publishSealed();
    producer.addTooLarge();
    producer.addDeadLetter();
    producer.addPlain(Way.PLAIN_TO_JOB);
    servers.holdWhatFollows();
    servers.awaitFirst(producer.addOrdinary());
    redisBefore = stores.redis(Canaries.ATTRIBUTE).search(search);
    openedBefore = servers.command("events", "--agent", "canary", "--open");
  }

  private static void erase() throws Exception {
    for (Way way : PERSONS) {
      CommandRun run = eraseAgain(way);
      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
      RECEIPTS.put(way, run);
    }
  }

  private static CommandRun eraseAgain(Way way) throws Exception {
    return servers.command("erase", canaries.subject(way), "--reason", "a test");
  }

  private static void publishAfterErasure() throws Exception {
    producer.addPlain(Way.PLAIN_AFTER_ERASURE);
    servers.holdWhatFollows();
    servers.awaitFirst(producer.addOrdinary());
  }

  private static void rotate() throws Exception {
    CommandRun run = servers.command("privacy", "rotate", "--destroy-old", "--reason", "a test");
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    SECRETS.addAll(secrets());
  }

  private static void searchAll() throws Exception {
    report(stores.redis(Canaries.ATTRIBUTE));
    report(stores.postgresLog());
    servers.flush();
    for (Store store : stores.others()) {
      report(store);
    }
  }

  private static void report(Store store) throws Exception {
    REPORTS.put(store.name(), store.search(search));
  }

  @AfterAll
  static void cleanUp() throws Exception {
    REPORTS.values().forEach(System.out::println);
    servers.holdNothing();
    servers.redis("CONFIG SET auto-aof-rewrite-percentage 100");
    servers.redis(SHIPPED);
    running.outside().redisDo(redis -> redis.sync().del("canary-unread"));
  }

  private static Set<Way> waysIn(Store.Report report) {
    Set<String> markers = report.markers();
    return Stream.of(Way.values())
        .filter(way -> markers.contains(way.name()))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Way.class)));
  }

  @Test
  void redisHasWhatCameInPlainAndNotWhatItsProducerSealed() {
    assertThat(waysIn(redisBefore))
        .containsExactlyInAnyOrder(Way.PLAIN_TO_JOB, Way.DEAD_LETTER, Way.TOO_LARGE);
    assertThat(waysIn(report("Redis's append-only file"))).isEqualTo(IN_PLAIN);
  }

  private static Store.Report report(String name) {
    return Objects.requireNonNull(REPORTS.get(name), name);
  }

  @Test
  void noOtherStoreHasPersonalDataInAnyForm() {
    assertThat(REPORTS).hasSize(16);
    REPORTS.forEach(
        (name, report) -> {
          if (!name.startsWith("Redis")) {
            assertThat(waysIn(report)).as(report.hits().toString()).isEmpty();
            assertThat(report.markers()).doesNotContain(Canaries.PREFIX);
          }
        });
  }

  /**
   * Of an entry that is too large, the receipt cannot say whose it was: its subject_id was not
   * kept.
   */
  @Test
  void theReceiptNamesRedisForWhatCameInPlainAndItsCommandsEndThat() throws Exception {
    assertThat(copyInRedis(receipt(Way.SEALED_BY_PRODUCER))).doesNotContain(CAME_IN_PLAIN);
    assertThat(copyInRedis(eraseAgain(Way.SEALED_BY_PRODUCER))).contains(CAME_IN_PLAIN);
    assertThat(copyInRedis(receipt(Way.PLAIN_TO_JOB))).contains(CAME_IN_PLAIN);
    assertThat(copyInRedis(receipt(Way.DEAD_LETTER))).contains("that became dead letters: 1");
    assertThat(copyInRedis(receipt(Way.TOO_LARGE))).contains("dead letters that name no subject");
    for (String command : commandsForRedis()) {
      servers.redis(command);
    }
    servers.awaitRewrite();
    Store.Report after = stores.redis(Canaries.UNREAD).search(search);
    System.out.println("After the receipt's commands: " + after);
    assertThat(waysIn(after)).as(after.hits().toString()).isEmpty();
  }

  private static List<String> commandsForRedis() {
    Set<String> copies = new TreeSet<>();
    for (Way way : List.of(Way.PLAIN_TO_JOB, Way.DEAD_LETTER, Way.TOO_LARGE)) {
      String copy = copyInRedis(receipt(way));
      assertThat(copy).as(way.name()).startsWith("copy redis unknown ");
      copies.add(copy.substring(copy.lastIndexOf("\" \"")));
    }
    assertThat(copies).hasSize(1);
    return Pattern.compile("redis-cli ([A-Za-z -]+[A-Za-z])")
        .matcher(copies.toString())
        .results()
        .map(command -> command.group(1))
        .toList();
  }

  private static CommandRun receipt(Way way) {
    return Objects.requireNonNull(RECEIPTS.get(way));
  }

  private static String copyInRedis(CommandRun receipt) {
    return receipt
        .out()
        .lines()
        .filter(line -> line.startsWith("copy redis "))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatWasOpenedBeforeCannotBeOpenedNow() throws Exception {
    assertThat(canaries.isIn(openedBefore.out(), Way.SEALED_BY_PRODUCER)).isTrue();
    assertThat(canaries.isIn(openedBefore.out(), Way.PLAIN_TO_JOB)).isTrue();
    CommandRun now = servers.command("events", "--agent", "canary", "--open");
    assertThat(now.exitCode()).as(now.err()).isZero();
    for (Way way : Way.values()) {
      assertThat(canaries.isIn(now.out(), way)).as(way.name()).isFalse();
    }
    assertThat(now.err())
        .contains("0 sealed values were opened; 2 stay sealed because the subject");
    assertThat(now.out().lines()).hasSize(5);
  }

  @Test
  void anErasureIsFinalOnlyAfterTheRotation() throws Exception {
    for (Way way : List.of(Way.SEALED_BY_PRODUCER, Way.PLAIN_TO_JOB)) {
      assertThat(receipt(way).out()).as(way.name()).contains("\nstatus not final ");
      assertThat(eraseAgain(way).out()).as(way.name()).contains("\nstatus final ");
    }
  }

  @Test
  void noFileHasASecretButThoseThatAreMadeForItAndNoneHasTheOldKey() throws Exception {
    Path data = servers.data();
    Searched searched =
        FolderSearch.in(
            data,
            file ->
                !file.startsWith(data.resolve("secrets"))
                    && !file.startsWith(data.resolve("notary"))
                    && !file.endsWith("connections.env"),
            new Search(SECRETS));
    System.out.println("Secrets: " + searched.files() + " files, " + searched.bytes() + " bytes");
    assertThat(searched.hits()).isEmpty();
    Path files = data.resolve("secrets");
    assertThat(FolderSearch.in(files, file -> true, new Search(SECRETS)).hits()).isNotEmpty();
    assertThat(FolderSearch.in(files, file -> true, new Search(OLD_KEY)).hits()).isEmpty();
  }

  /** Of Postgres, which may run as another user, only the arguments may be readable. */
  @Test
  void noProcessHasASecretInItsArgumentsOrItsEnvironment() throws Exception {
    Map<String, Long> pids = running.system().processes().pids();
    ProcessTexts texts = ProcessTexts.of(pids.values());
    List<Needle> needles = new ArrayList<>(SECRETS);
    needles.addAll(Needles.ofText("control", "taskmanager.resource-id=tm-2"));
    assertThat(new Search(needles).in(texts.bytes()).markers()).containsExactly("control");
    long postgres = Objects.requireNonNull(pids.get("POSTGRES"));
    assertThat(texts.unreadable()).allMatch(file -> file.startsWith("/proc/" + postgres));
  }

  @Test
  void flinksInterfaceShowsNoSecretAndNoPersonalData() throws Exception {
    String job = running.system().jobId();
    FlinkPages pages = new FlinkPages(running.system().flink().rest());
    String answers = String.join("\n", pages.of(job).values());
    List<Needle> needles = new ArrayList<>(SECRETS);
    needles.addAll(new Marker("control", job).needles());
    canaries.all().forEach(marker -> needles.addAll(marker.needles()));
    assertThat(new Search(needles).in(new ByteArrayInputStream(answers.getBytes(UTF_8))).markers())
        .containsExactly("control");
  }
}
