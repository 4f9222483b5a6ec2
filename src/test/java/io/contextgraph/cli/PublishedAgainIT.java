package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.Decoded;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventCodec;
import io.contextgraph.event.EventJson;
import io.contextgraph.event.EventLimits;
import io.contextgraph.event.RawEntry;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.PostgresServer;
import io.contextgraph.query.EventPages;
import io.contextgraph.query.EventQuery;
import io.contextgraph.schema.LedgerSchema;
import io.contextgraph.system.Outside;
import io.contextgraph.system.RunningSystem;
import io.contextgraph.system.Waiting;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code events} prints can be published again, with real servers and a running job. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class PublishedAgainIT {
  private static final int EVENTS = 60;
  private static final String[] REST = {
    ",\"payload\":{ \"é\" :\r[1e400 , 2.50]}",
    ",\"payload_base64\":\"eyJhIjoKIDF9IA==\",\"status\":\"failed\"",
    ",\"model\":\"m\",\"attributes\":{\"ledger\":\"x\",\"attributes\":\"y\"},\"importance_hint\":7",
    ",\"ended_at\":\"2026-11-02T11:00:00.1234567+01:00\",\"subject_id\":\"𝄞\"",
  };

  private final String session = "again-" + UUID.randomUUID();
  private final Map<String, String> environment = new HashMap<>();
  private LocalSystem system;
  private Outside outside;

  @BeforeEach
  void start() throws Exception {
    system = RunningSystem.get().system();
    outside = RunningSystem.get().outside();
    environment.put("CONTEXT_GRAPH_REDIS_URI", system.redisAddress().toString());
    environment.put("CONTEXT_GRAPH_POSTGRES_URI", uri("ledger_operator"));
    environment.put("CONTEXT_GRAPH_POSTGRES_CONTROL_URI", uri("ledger_control"));
  }

  private String uri(String role) {
    PostgresConnections postgres = system.postgres().connections(role, PostgresServer.DATABASE);
    return postgres
        .address()
        .uri()
        .toString()
        .replace("//", "//" + role + ":" + postgres.address().resolvedPassword() + "@");
  }

  private String line(int number) {
    return "{\"event_id\":\"%s\",\"event_type\":\"tool_call\",\"occurred_at\":\"2026-11-02T09:00:%02dZ\",\"session_id\":\"%s\",\"agent_id\":\"a\",\"trace_id\":\"t\"%s}\n"
        .formatted(UUID.randomUUID(), number % 60, session, REST[number % REST.length]);
  }

  private void publish(String text, int lines) {
    ByteArrayInputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    CommandRun run = CommandRun.of(environment, in, "publish", "-");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("published " + lines + ", refused 0\n");
  }

  private String printed() {
    return CommandRun.of(environment, "events", "--session", session, "--limit", "" + EVENTS).out();
  }

  private void awaitRecorded(int events) throws Exception {
    String sql = "SELECT count(*) FROM ledger.event WHERE session_id = '" + session + "'";
    Waiting.await(events + " events are recorded", () -> outside.number(sql) >= events);
    assertThat(outside.number(sql)).isEqualTo(events);
  }

  private long letters() {
    String out = CommandRun.of(environment, "dead-letters", "list", "--session", session).out();
    return out.lines().count();
  }

  @Test
  void aPrintedEventThatIsPublishedAgainIsADuplicateAndInAnEmptyLedgerTheSameEvent()
      throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int number = 0; number < EVENTS; number++) {
      lines.append(line(number));
    }
    publish(lines.toString(), EVENTS);
    awaitRecorded(EVENTS);
    String printed = printed();
    assertThat(printed.lines()).hasSize(EVENTS).allMatch(it -> it.contains("\"tool_call\""));

    publish(printed, EVENTS);
    publish(line(0), 1);
    awaitRecorded(EVENTS + 1);
    assertThat(letters()).isZero();
    assertThat(printed()).isEqualTo(printed);
    assertThat(inAnEmptyLedger(printed))
        .isEqualTo(printed.lines().map(PublishedAgainIT::event).toList());
  }

  /** A line without what depends on when and where the event was recorded. */
  private static String event(String line) {
    return line.replaceAll("\"(global_position|recorded_at|stream|entry_id)\":[^,}]+,?", "");
  }

  private List<String> inAnEmptyLedger(String printed) throws Exception {
    String database = "again_" + System.nanoTime();
    outside.execute("CREATE DATABASE " + database);
    PostgresConnections empty = system.postgres().superuser(database);
    LedgerSchema.install(empty, Map.of());
    EventCodec codec = new EventCodec(EventLimits.DEFAULT, Clock.systemUTC());
    List<Event> events = new ArrayList<>();
    for (String line : printed.lines().toList()) {
      List<byte[]> fields = EventJson.fields(line.getBytes(StandardCharsets.UTF_8));
      Decoded decoded = codec.decode(new RawEntry("other", "1-1", fields, 1, true));
      events.add(((Decoded.Valid) decoded).event());
    }
    try (PostgresLedger ledger = new PostgresLedger(empty, LedgerMark.NONE, 3)) {
      assertThat(ledger.append(events).appended()).isEqualTo(EVENTS);
    }
    List<String> found = new ArrayList<>();
    try (Connection connection = empty.open()) {
      new EventPages(connection)
          .read(new EventQuery(null, null, null, null, null), 0, EVENTS, found::add);
    }
    return found.stream().map(PublishedAgainIT::event).toList();
  }

  @Test
  void aCorrectedEventUnderTheSameIdRepairsADeadLetter() throws Exception {
    String wrong = line(0).replace("tool_call", "Tool Call");
    String id = wrong.substring(13, 49);
    add(wrong);
    Waiting.await("the dead letter is recorded", () -> letters() == 1);
    String[] found =
        CommandRun.of(environment, "dead-letters", "list", "--event", id).out().split("[:,]");
    String letter = found[1];

    CommandRun replay = CommandRun.of(environment, "dead-letters", "replay", letter);
    assertThat(replay.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(replay.err())
        .contains("not replayed: dead letter " + letter + " would be refused again")
        .endsWith("replayed 0, not replayed 1\n");

    publish(wrong.replace("Tool Call", "tool_call"), 1);
    awaitRecorded(1);
    CommandRun discard =
        CommandRun.of(
            environment, "dead-letters", "discard", letter, letter, "--reason", "corrected");
    assertThat(discard.out()).isEqualTo("discarded " + letter + "\n");
    assertThat(discard.err())
        .isEqualTo(
            "not discarded: dead letter "
                + letter
                + " is discarded already\ndiscarded 1, not discarded 1\n");
    assertThat(letters()).isEqualTo(1);
  }

  /** Adds an entry as another producer does, without a check. */
  private void add(String line) throws Exception {
    List<byte[]> fields = EventJson.fields(line.getBytes(StandardCharsets.UTF_8));
    Map<String, String> body = new HashMap<>();
    for (int i = 0; i < fields.size(); i += 2) {
      body.put(
          new String(fields.get(i), StandardCharsets.UTF_8),
          new String(fields.get(i + 1), StandardCharsets.UTF_8));
    }
    outside.redisDo(redis -> redis.sync().xadd("events", body));
  }
}
