package io.contextgraph.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.contextgraph.cli.CommandRun;
import io.contextgraph.system.Canaries.Way;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Adds marked entries to the stream that the job reads.
 *
 * @param environment names the servers, for commands
 */
record CanaryProducer(Canaries canaries, Outside outside, Map<String, String> environment) {
  static final String STREAM = "events";
  private static final int COMPRESSIBLE = 6_000;
  private static final int TOO_LARGE = 1_200_000;

  /** A valid event without personal data; its attribute and its session are controls. */
  private Map<String, String> event() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("event_id", UUID.randomUUID().toString());
    fields.put("event_type", "tool_call");
    fields.put("occurred_at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    fields.put("session_id", canaries.session());
    fields.put("agent_id", "canary");
    fields.put("trace_id", "canary");
    fields.put("control", canaries.text(Canaries.ATTRIBUTE));
    return fields;
  }

  private Map<String, String> event(Way way) {
    Map<String, String> fields = event();
    fields.put("subject_id", canaries.subject(way));
    fields.put("personal_data", canaries.personalData(way));
    return fields;
  }

  private String add(String stream, Map<String, String> fields) throws Exception {
    return outside.redisAsk(redis -> redis.sync().xadd(stream, fields));
  }

  /** Adds an event without personal data. */
  String addOrdinary() throws Exception {
    return add(STREAM, event());
  }

  /** Publishes an event that the command seals before it adds it. */
  void publishSealed() throws Exception {
    Map<String, Object> fields = new LinkedHashMap<>(event(Way.SEALED_BY_PRODUCER));
    ObjectMapper json = new ObjectMapper();
    fields.put("personal_data", json.readTree(canaries.personalData(Way.SEALED_BY_PRODUCER)));
    Object control = fields.remove("control");
    fields.put("attributes", Map.of("control", String.valueOf(control)));
    CommandRun run =
        CommandRun.of(
            environment,
            new ByteArrayInputStream((json.writeValueAsString(fields) + "\n").getBytes(UTF_8)),
            "publish",
            "-");
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
  }

  /** Adds an event with plain personal data. */
  String addPlain(Way way) throws Exception {
    return add(STREAM, event(way));
  }

  /** Adds an entry that is no event, with plain personal data. */
  String addDeadLetter() throws Exception {
    Map<String, String> fields = event(Way.DEAD_LETTER);
    fields.put("status", "no such status");
    return add(STREAM, fields);
  }

  /** Adds an entry that is no event, without personal data, and long enough to be compressed. */
  String addLongDeadLetter() throws Exception {
    Map<String, String> fields = event();
    fields.put("status", "no such status");
    fields.put("padding", canaries.text(Canaries.LETTER) + " " + "x".repeat(COMPRESSIBLE));
    return add(STREAM, fields);
  }

  /** Adds an event that is above the limit because its first field, the personal data, is long. */
  String addTooLarge() throws Exception {
    String personal = canaries.personalData(Way.TOO_LARGE);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(
        "personal_data", personal.replace("}", ",\"more\":\"" + "y".repeat(TOO_LARGE) + "\"}"));
    event(Way.TOO_LARGE).forEach(fields::putIfAbsent);
    return add(STREAM, fields);
  }

  /** Adds an entry to a stream that no job reads, so that it stays in Redis. */
  void addUnread() throws Exception {
    add("canary-unread", Map.of("control", canaries.text(Canaries.UNREAD)));
  }
}
