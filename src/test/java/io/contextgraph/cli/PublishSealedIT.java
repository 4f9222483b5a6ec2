package io.contextgraph.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.SealedValue;
import io.contextgraph.system.TestControl;
import io.contextgraph.system.TestServers;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code publish} of personal data, with a real Redis and a real key store. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PublishSealedIT {
  private static final String LINE =
      "{\"event_id\":\"00000000-0000-4000-8000-000000000001\",\"event_type\":\"tool_call\","
          + "\"occurred_at\":\"2026-11-02T09:00:00Z\",\"session_id\":\"s\",\"agent_id\":\"a\","
          + "\"trace_id\":\"t\",\"subject_id\":\"p\",\"personal_data\":{\"name\":\"Ada\"}}\n";

  private final RedisClient client =
      RedisClient.create(TestServers.redis().address().uri().toString());
  private final String stream = "sealed-" + System.nanoTime();
  @TempDir private Path folder;
  private PrivateLedger ledger;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void create() {
    ledger = PrivateLedger.create(folder);
    environment.putAll(ledger.environment());
    environment.put("CONTEXT_GRAPH_REDIS_URI", TestServers.redis().address().uri().toString());
    environment.put(
        "CONTEXT_GRAPH_PRIVACY_SEALER_URI", TestControl.uri(ledger.database(), "privacy_sealer"));
  }

  @AfterEach
  void disconnect() {
    client.shutdown();
  }

  private CommandRun publish(String lines, String... options) {
    String[] words = new String[options.length + 4];
    words[0] = "publish";
    words[1] = "-";
    words[2] = "--streams";
    words[3] = stream;
    System.arraycopy(options, 0, words, 4, options.length);
    return CommandRun.of(environment, new ByteArrayInputStream(lines.getBytes(UTF_8)), words);
  }

  private List<Map<String, String>> entries() {
    return client.connect().sync().xrange(stream, Range.unbounded()).stream()
        .map(StreamMessage::getBody)
        .toList();
  }

  @Test
  void redisNeverHasThePlainValueAndTheOpenerCanReadIt() throws Exception {
    CommandRun run = publish(LINE + LINE.replace("01\"", "02\""));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(entries()).hasSize(2);
    assertThat(entries().toString()).doesNotContain("Ada");
    assertThat(entries().get(0))
        .containsKey("personal_data_sealed")
        .doesNotContainKey("personal_data");
    assertThat(entries().get(0).get("personal_data_sealed"))
        .isNotEqualTo(entries().get(1).get("personal_data_sealed"));

    SealedValue value =
        SealedValue.parseBase64(entries().get(0).get("personal_data_sealed").getBytes(UTF_8));
    assertThat(value.keyVersion()).isEqualTo(1);
    ledger.append(
        PrivateLedger.event(1)
            .with("event_id", "00000000-0000-4000-8000-000000000001")
            .with("subject_id", "p")
            .with("personal_data_sealed", value.toBase64()));
    assertThat(ledger.run("events", "--open").out())
        .contains("\"personal_data\":{\"name\":\"Ada\"}");
  }

  @Test
  void withoutAKeyStoreTheLineIsRefusedAndTheVariablesAreNamed() {
    environment.remove("CONTEXT_GRAPH_PRIVACY_SEALER_URI");
    CommandRun run = publish(LINE);
    assertThat(run.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(run.err())
        .contains("line 1: personal_data must be sealed by its producer")
        .contains("set CONTEXT_GRAPH_PRIVACY_SEALER_URI and CONTEXT_GRAPH_PRIVACY_KEY_FILE")
        .doesNotContain("Ada");
    assertThat(entries()).isEmpty();
  }

  @Test
  void anEventOfAnErasedSubjectIsPublishedWithoutItsPersonalData() {
    assertThat(ledger.run("erase", "p", "--reason", "asked").exitCode()).isZero();
    CommandRun run = publish(LINE);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("1 event was published without personal_data, because the subject was erased");
    assertThat(entries()).hasSize(1);
    assertThat(entries().get(0)).doesNotContainKeys("personal_data", "personal_data_sealed");
  }

  @Test
  void aKeyStoreThatIsAwayEndsWith3AndSaysWhatIsPublished() throws Exception {
    String uri = environment.get("CONTEXT_GRAPH_PRIVACY_SEALER_URI");
    environment.put("CONTEXT_GRAPH_PRIVACY_SEALER_URI", uri.replaceFirst(":\\d+/", ":1/"));
    String without = LINE.replaceFirst(",\"personal_data\":\\{[^}]*}", "");
    CommandRun run = publish(without + LINE.replace("01\"", "02\""));
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(run.err())
        .contains("Postgres at postgresql://127.0.0.1:1/")
        .contains("stopped: ")
        .doesNotContain("Ada");
  }

  @Test
  void aKeyFileThatOthersMayReadIsRefused() throws Exception {
    Files.setPosixFilePermissions(
        folder.resolve("keks"),
        java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    CommandRun run = publish(LINE);
    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(run.err()).contains("chmod 600");
    assertThat(entries()).isEmpty();
  }
}
