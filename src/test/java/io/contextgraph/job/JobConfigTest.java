package io.contextgraph.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.EventLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobConfigTest {
  @TempDir private Path folder;

  private static JobConfig read(Map<String, String> environment, String... arguments) {
    return JobConfig.read(arguments, environment);
  }

  @Test
  void anArgumentOverridesTheEnvironmentWhichOverridesTheFile() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("job.properties"),
            "redis.group=file\nprojection.name=file\nledger.retries= 1 \n");
    JobConfig config =
        read(
            Map.of(
                "CONTEXT_GRAPH_REDIS_GROUP",
                "environment",
                "CONTEXT_GRAPH_PROJECTION_NAME",
                "environment"),
            "--config",
            file.toString(),
            "--redis.group",
            "argument");
    assertThat(config.redis().streams().group()).isEqualTo("argument");
    assertThat(config.projection().name()).isEqualTo("environment");
    assertThat(config.ledger().retries()).isEqualTo(1);
  }

  @Test
  void withoutAnyValueTheJobRunsBothPipelinesAgainstServersOnThisMachine() {
    JobConfig config = read(Map.of());
    assertThat(config.pipelines()).containsExactlyInAnyOrder(Pipeline.values());
    assertThat(config.redis().address()).hasToString("redis://127.0.0.1:6379");
    assertThat(config.ledger().postgres().address())
        .hasToString("postgresql://127.0.0.1:5432/context_graph as ledger_writer");
    assertThat(config.projection().neo4j().address()).hasToString("bolt://127.0.0.1:7687 as neo4j");
    assertThat(config.redis().address().address().password()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'',                                              ",
    "--privacy.key-file /keys,                        /keys",
    "--privacy.key-file /keys --privacy.plain seal,   /keys",
    "--privacy.key-file /keys --privacy.plain refuse, ",
    "--privacy.plain refuse,                          "
  })
  void plainPersonalDataIsSealedIfThereIsAKeyFileAndItIsNotRefused(
      String arguments, String keyFile) {
    String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ");
    PrivacyConfig config = read(Map.of(), words).privacy();
    assertThat(config.keyFile()).isEqualTo(keyFile);
    assertThat(config.keyStore().address())
        .hasToString("postgresql://127.0.0.1:5432/context_graph as privacy_sealer");
  }

  @Test
  void sealingIsRefusedWithoutAKeyFileOrByAnotherWord() {
    assertThatThrownBy(() -> read(Map.of(), "--privacy.plain", "seal"))
        .hasMessageContaining(
            "privacy.plain (or CONTEXT_GRAPH_PRIVACY_PLAIN) is seal, but privacy.key-file"
                + " (or CONTEXT_GRAPH_PRIVACY_KEY_FILE) is not set");
    assertThatThrownBy(() -> read(Map.of(), "--privacy.plain", "keep"))
        .hasMessageContaining(
            "privacy.plain (or CONTEXT_GRAPH_PRIVACY_PLAIN) should be seal or refuse");
  }

  @Test
  void eachDefaultOfTheStreamsIsTheDocumentedOne() {
    RedisConfig redis = read(Map.of()).redis();
    assertThat(redis.streams().streams()).containsExactly("events");
    assertThat(redis.streams().pattern()).isNull();
    assertThat(redis.streams().group()).isEqualTo("context-graph");
    assertThat(redis.streams().bounded()).isFalse();
    assertThat(redis.streams().trim()).isTrue();
    assertThat(redis.streams().failOnLoss()).isFalse();
    assertThat(redis.streams().maxEntryBytes()).isEqualTo(1 << 20);
    assertThat(redis.streams().maxReadBytes()).isEqualTo(4 << 20);
    assertThat(redis.streams().block()).isEqualTo(Duration.ofMillis(200));
    assertThat(redis.streams().discoveryInterval()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void eachDefaultOfEventsLedgerAndProjectionIsTheDocumentedOne() {
    JobConfig config = read(Map.of());
    assertThat(config.event().limits()).isEqualTo(EventLimits.DEFAULT);
    assertThat(config.event().dedupTimeToLive()).isEqualTo(Duration.ofDays(1));
    assertThat(config.ledger().batch())
        .isEqualTo(new io.contextgraph.ledger.BatchLimits(5_000, 8 << 20, Duration.ofMillis(20)));
    assertThat(config.ledger().retries()).isEqualTo(5);
    assertThat(config.ledger().rejections())
        .isEqualTo(new io.contextgraph.ledger.RejectionLimit(0.2));
    assertThat(config.projection().name()).isEqualTo("main");
    assertThat(config.projection().partitions()).isEqualTo(8);
    assertThat(config.projection().batch()).isEqualTo(2_000);
    assertThat(config.projection().window()).isEqualTo(20_000);
  }

  @ParameterizedTest
  @CsvSource({
    "redis.read-bytes, 1, 1 gb, 0, 1073741825",
    "redis.block, 1 ms, 10 s, 0 ms, 10001 ms",
    "redis.discovery-interval, 100 ms, 1 d, 99 ms, 86400001 ms",
    "event.max-age, 1 ms, 100000 d, 0 ms, 100001 d",
    "event.max-skew, 1 ms, 100000 d, 0 ms, 100001 d",
    "dedup.ttl, 1 s, 36500 d, 999 ms, 36501 d",
    "ledger.batch.rows, 1, 100000, 0, 100001",
    "ledger.batch.bytes, 1, 1 gb, 0, 1073741825",
    "ledger.batch.age, 1 ms, 1 min, 0 ms, 60001 ms",
    "ledger.retries, 0, 100, -1, 101",
    "ledger.max-rejected-percent, 0, 100, -1, 101",
    "projection.partitions, 1, 1024, 0, 1025",
    "projection.batch, 1, 100000, 0, 100001",
    "projection.window, 1, 10000000, 0, 10000001",
  })
  void bothEndsOfARangeAreAcceptedAndValuesBeyondThemAreRefused(
      String key, String least, String most, String below, String above) {
    assertThatCode(() -> read(Map.of(), "--" + key, least)).doesNotThrowAnyException();
    assertThatCode(() -> read(Map.of(), "--" + key, most)).doesNotThrowAnyException();
    for (String wrong : new String[] {below, above, "many", ""}) {
      assertThatThrownBy(() -> read(Map.of(), "--" + key, wrong))
          .as("%s=%s", key, wrong)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(key + " (or CONTEXT_GRAPH_");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "pipelines, nothing, 'ingest, projection, or both'",
    "pipelines, '', 'ingest, projection, or both'",
    "redis.uri, http://host, 'redis:// or rediss:// URI, no password'",
    "redis.start, first, 'group, earliest, latest or an entry id'",
    "redis.group, '', a consumer group's name",
    "redis.bounded, perhaps, true or false",
    "redis.trim, cut, trim or keep",
    "redis.on-loss, ignore, continue or fail",
    "redis.block, 1 parsec, a duration from 1 ms to 10 s",
    "redis.read-bytes, 1 pint, a memory size up to 1 gb",
    "postgres.uri, mysql://host, 'postgresql:// URI, no password'",
    "neo4j.uri, http://host, 'bolt:// or neo4j:// URI, no password'",
    "ledger.retries, 1.5, a whole number from 0 to 100",
  })
  void anInvalidValueIsReportedWithWhatItShouldBe(String key, String wrong, String accepted) {
    String variable = "CONTEXT_GRAPH_" + key.toUpperCase(java.util.Locale.ROOT);
    assertThatThrownBy(() -> read(Map.of(), "--" + key, wrong))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "The configuration is invalid:\n  - %s (or %s) should be %s"
                .formatted(key, variable.replaceAll("[.-]", "_"), accepted));
  }

  @ParameterizedTest
  @CsvSource({
    "redis, redis://redis.example",
    "postgres, postgresql://db.example/x",
    "privacy, postgresql://db.example/x",
    "neo4j, bolt://graph.example"
  })
  void aServerBeyondThisMachineNeedsAnAuthorityOrTheWordOff(String server, String uri) {
    String address = "--" + server + ".uri=" + uri;
    String keys = "--privacy.key-file=/keys";
    String ca = server + ".tls.ca (or CONTEXT_GRAPH_";
    assertThatThrownBy(() -> read(Map.of(), address, keys))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(server + ".uri (or CONTEXT_GRAPH_")
        .hasMessageContaining(ca)
        .hasMessageContaining("beyond this machine");
    assertThatCode(() -> read(Map.of(), address, keys, "--" + server + ".tls=off"))
        .doesNotThrowAnyException();
    assertThatCode(() -> read(Map.of(), address, keys, "--" + server + ".tls.ca=/ca.pem"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "--neo4j.uri=bolt://graph.example, --pipelines=ingest",
    "--redis.uri=redis://redis.example, --pipelines=projection",
    "--privacy.uri=postgresql://db.example/x, --pipelines=ingest",
    "--privacy.uri=postgresql://db.example/x, --privacy.plain=refuse"
  })
  void aServerThatTheJobNeverContactsNeedsNoAuthority(String address, String other) {
    assertThatCode(() -> read(Map.of(), address, other)).doesNotThrowAnyException();
  }

  @Test
  void theFilesOfTlsAreThoseOfTheOptionsOrOfTheEnvironment() {
    JobConfig config =
        read(
            Map.of("CONTEXT_GRAPH_REDIS_TLS_CA", "/ca.pem"),
            "--redis.tls.certificate=/own.pem",
            "--redis.tls.key=/own.key");
    assertThat(config.redis().address().address().tls())
        .isEqualTo(new io.contextgraph.server.Tls(false, "/ca.pem", "/own.pem", "/own.key"));
  }

  @Test
  void allProblemsAreReportedTogether() {
    assertThatThrownBy(
            () ->
                read(
                    Map.of("CONTEXT_GRAPH_LEDGER_BATCH_ROWS", "many"),
                    "--redis.uri=http://x",
                    "--redis.stream=events",
                    "--pipelines=ingest,nothing",
                    "--redis.start=first",
                    "--dedup.ttl=-1 h"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("ledger.batch.rows")
        .hasMessageContaining("redis.uri")
        .hasMessageContaining("did you mean redis.streams?")
        .hasMessageContaining("pipelines")
        .hasMessageContaining("redis.start")
        .hasMessageContaining("dedup.ttl");
  }

  @Test
  void anUnknownKeyInTheFileIsRefusedWithTheNearestOne() throws IOException {
    Path file = Files.writeString(folder.resolve("job.properties"), "ledger.batch.row=1\n");
    assertThatThrownBy(() -> read(Map.of(), "--config=" + file))
        .hasMessageContaining(
            "unknown key in " + file + " ledger.batch.row; did you mean ledger.batch.rows?");
  }

  @Test
  void aMissingFileAndAnArgumentWithoutAKeyOrAValueAreProblems() {
    assertThatThrownBy(() -> read(Map.of(), "--config", folder + "/none", "word", "--redis.group"))
        .hasMessageContaining("config: the file " + folder + "/none cannot be read")
        .hasMessageContaining("argument 3 should be --KEY VALUE")
        .hasMessageContaining("--redis.group has no value");
  }

  @Test
  void aPasswordInAnArgumentIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> read(Map.of(), "--postgres.password", "s3cret"))
        .hasMessageContaining("postgres.password-file")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> read(Map.of(), "--redis.uri", "http://u:s3cret@host"))
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis", "postgres", "neo4j"})
  void aPasswordComesFromAFileOrAVariableButNotFromBoth(String server) {
    assertThatThrownBy(
            () ->
                read(
                    Map.of(),
                    "--" + server + ".password-file=/secret",
                    "--" + server + ".password-env=SECRET"))
        .hasMessageContaining(
            "%1$s.password-file (or CONTEXT_GRAPH_%1$S_PASSWORD_FILE) and %1$s.password-env (or CONTEXT_GRAPH_%1$S_PASSWORD_ENV) are mutually exclusive: both are set"
                .formatted(server));
    assertThatCode(() -> read(Map.of(), "--" + server + ".password-env=SECRET"))
        .doesNotThrowAnyException();
  }

  @Test
  void eitherPipelineRunsAlone() {
    JobConfig ingest = read(Map.of(), "--pipelines", "ingest");
    assertThat(ingest.runs(Pipeline.INGEST)).isTrue();
    assertThat(ingest.runs(Pipeline.PROJECTION)).isFalse();
    assertThat(read(Map.of(), "--pipelines", "projection").pipelines())
        .containsExactly(Pipeline.PROJECTION);
  }

  @Test
  void theCredentialsInTheCommandLinesUrisAreIgnored() {
    JobConfig config =
        read(
            Map.of(
                "CONTEXT_GRAPH_POSTGRES_URI",
                "postgresql://ledger_operator:s3cret@localhost:1/db"));
    assertThat(config.ledger().postgres().address())
        .hasToString("postgresql://localhost:1/db as ledger_writer");
    assertThat(config.ledger().postgres().address().password()).isNull();
  }

  @Test
  void aPasswordWithinAUriIsRefused() {
    assertThatThrownBy(() -> read(Map.of(), "--redis.uri", "redis://:s3cret@host:1"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("redis.uri")
        .hasMessageNotContaining("s3cret");
  }
}
