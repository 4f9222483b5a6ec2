package io.contextgraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.system.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions and failures of the newest events, on a ledger of ten months. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RecentEventsIT {
  private static final Instant START = Instant.parse("2026-01-10T00:00:00Z");
  private static final int EVENTS = 400;
  private static final int HOURS = 18;
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Fact(Instant at, String session, String agent, String status) {
    boolean failed() {
      return status.equals("failed") || status.equals("timeout");
    }
  }

  private final Random random = new Random(Long.getLong("seed", 1L));

  /** The newest first. */
  private final List<Fact> facts = new ArrayList<>();

  private final String database = TestServers.newLedger();
  private Connection ledger;

  @BeforeEach
  void record() throws Exception {
    List<String> statuses = List.of("completed", "running", "failed", "timeout");
    List<Event> events = new ArrayList<>();
    for (int i = 1; i <= EVENTS; i++) {
      Fact fact =
          new Fact(
              START.plusSeconds(3_600L * HOURS * i),
              "s" + random.nextInt(12),
              "a" + random.nextInt(3),
              statuses.get(random.nextInt(4)));
      facts.add(0, fact);
      events.add(
          EventFields.valid()
              .with("event_id", String.format("00000000-0000-4000-8000-%012d", i))
              .with("session_id", fact.session())
              .with("agent_id", fact.agent())
              .with("status", fact.status())
              .with("payload", "{\"error\":\"" + fact.at() + "\"}")
              .with("occurred_at", fact.at().toString())
              .event("events", i + "-0"));
    }
    try (PostgresLedger writer =
        new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 3)) {
      writer.append(events);
    }
    ledger = TestServers.ledger(database, "ledger_reader").open();
  }

  @AfterEach
  void disconnect() throws Exception {
    ledger.close();
  }

  private List<Fact> read(TimeRange range, int events) {
    return facts.stream()
        .filter(it -> range.from() == null || !it.at().isBefore(range.from()))
        .filter(it -> range.to() == null || it.at().isBefore(range.to()))
        .limit(events + 1L)
        .toList();
  }

  private TimeRange range() {
    Instant one = facts.get(random.nextInt(EVENTS)).at();
    Instant two = facts.get(random.nextInt(EVENTS)).at().plusSeconds(1);
    return one.isBefore(two)
        ? new TimeRange(random.nextBoolean() ? one : null, random.nextBoolean() ? two : null)
        : new TimeRange(null, null);
  }

  /** The naive form of a row. */
  private static String session(String id, List<Fact> events) {
    TreeSet<String> agents = new TreeSet<>(events.stream().map(Fact::agent).toList());
    return "{\"session_id\":\"%s\",\"agent_ids\":[\"%s\"],\"first_occurred_at\":\"%s\",\"last_occurred_at\":\"%s\",\"events\":%d,\"failures\":%d}"
        .formatted(
            id,
            String.join("\",\"", agents),
            events.get(events.size() - 1).at(),
            events.get(0).at(),
            events.size(),
            events.stream().filter(Fact::failed).count());
  }

  private static List<String> sessions(List<Fact> read, String agent, boolean failed) {
    Map<String, List<Fact>> bySession = new LinkedHashMap<>();
    read.forEach(it -> bySession.computeIfAbsent(it.session(), none -> new ArrayList<>()).add(it));
    return bySession.entrySet().stream()
        .filter(
            it ->
                agent == null
                    || it.getValue().stream().anyMatch(event -> event.agent().equals(agent)))
        .filter(it -> !failed || it.getValue().stream().anyMatch(Fact::failed))
        .sorted(Comparator.comparing(it -> it.getValue().get(0).at(), Comparator.reverseOrder()))
        .map(it -> session(it.getKey(), it.getValue()))
        .toList();
  }

  private static void assertCut(RecentAnswer answer, List<Fact> read, int events) {
    Instant since = read.size() > events ? read.get(read.size() - 1).at() : null;
    assertThat(answer.readSince()).isEqualTo(since);
  }

  @Test
  void theSessionsAreThoseOfTheNewestEventsOfTheRange() throws Exception {
    for (int i = 0; i < 100; i++) {
      TimeRange range = range();
      int events = 1 + random.nextInt(60);
      int limit = 1 + random.nextInt(12);
      String agent = random.nextBoolean() ? "a" + random.nextInt(4) : null;
      boolean failed = random.nextBoolean();
      List<String> rows = new ArrayList<>();
      RecentAnswer answer =
          new RecentEvents(ledger, range, events, limit).sessions(agent, failed, rows::add);
      List<Fact> read = read(range, events);
      List<String> expected = sessions(read, agent, failed);
      assertThat(rows)
          .as("%s %d %d %s %s", range, events, limit, agent, failed)
          .isEqualTo(expected.stream().limit(limit).toList());
      assertThat(answer.rows()).isEqualTo(rows.size());
      assertThat(answer.hasMoreRows()).isEqualTo(expected.size() > limit);
      assertCut(answer, read, events);
    }
  }

  @Test
  void theFailuresAreThoseOfTheNewestEventsOfTheRangeWithTheirErrors() throws Exception {
    for (int i = 0; i < 100; i++) {
      TimeRange range = range();
      int events = 1 + random.nextInt(150);
      int limit = 1 + random.nextInt(60);
      List<String> rows = new ArrayList<>();
      RecentAnswer answer = new RecentEvents(ledger, range, events, limit).failures(rows::add);
      List<Fact> read = read(range, events);
      List<Fact> expected = read.stream().filter(Fact::failed).toList();
      List<String> errors = new ArrayList<>();
      for (String row : rows) {
        JsonNode json = JSON.readTree(row);
        assertThat(json.path("occurred_at").asText()).isEqualTo(json.path("error").asText());
        assertThat(json.path("status").asText()).isIn("failed", "timeout");
        errors.add(json.path("error").asText());
      }
      assertThat(errors)
          .isEqualTo(expected.stream().limit(limit).map(it -> it.at().toString()).toList());
      assertThat(answer.rows()).isEqualTo(rows.size());
      assertThat(answer.hasMoreRows()).isEqualTo(expected.size() > limit);
      assertCut(answer, read, events);
    }
  }

  @Test
  void eventsThatAreAllOfOneTimeAreNamedAsSuch() throws Exception {
    Instant newest = facts.get(0).at();
    TimeRange one = new TimeRange(newest, null);
    assertThat(new RecentEvents(ledger, one, 5, 5).sessions(null, false, it -> {}).atOneTime())
        .isTrue();
    TimeRange two = new TimeRange(facts.get(1).at(), null);
    assertThat(new RecentEvents(ledger, two, 5, 5).sessions(null, false, it -> {}).atOneTime())
        .isFalse();
    assertThat(new RecentEvents(ledger, two, 5, 5).failures(it -> {}).atOneTime()).isFalse();
  }

  /** The plan with the values of a question, and how much of it was executed. */
  private static List<String> plan(Sql sql, Connection connection, String... values)
      throws Exception {
    String text = sql.text();
    for (String value : values) {
      text = text.replaceFirst("[?]", value);
    }
    List<String> plan = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute("ANALYZE ledger.event");
      // Postgres reads a small table completely, whatever indexes it has.
      statement.execute("SET enable_seqscan = off");
      try (ResultSet rows =
          statement.executeQuery("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + text)) {
        while (rows.next()) {
          plan.add(rows.getString(1));
        }
      }
    }
    return plan;
  }

  private static void assertReadsOnlyTheNewest(List<String> plan) {
    List<String> scans = plan.stream().filter(line -> line.contains("on event_2026_")).toList();
    assertThat(scans).as(String.join("\n", plan)).hasSizeGreaterThan(8);
    assertThat(scans).allMatch(line -> line.contains("Index Scan Backward"));
    assertThat(scans).filteredOn(line -> !line.contains("never executed")).hasSizeLessThan(3);
  }

  @Test
  void onlyThePartitionsOfTheNewestEventsAreRead() throws Exception {
    try (Connection superuser = TestServers.ledger(database, "postgres").open()) {
      assertReadsOnlyTheNewest(
          plan(
              Sql.RECENT_SESSIONS,
              superuser,
              "'-infinity'",
              "'infinity'",
              "20",
              "NULL",
              "NULL",
              "false",
              "10"));
      assertReadsOnlyTheNewest(
          plan(Sql.RECENT_FAILURES, superuser, "'-infinity'", "'infinity'", "20", "10"));
    }
  }
}
