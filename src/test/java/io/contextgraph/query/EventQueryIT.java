package io.contextgraph.query;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The conditions of {@code events}, on a real ledger. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EventQueryIT {
  private static final Instant START = Instant.parse("2026-09-15T00:00:00Z");
  private static final EventQuery ALL = new EventQuery(null, null, null, null, null);
  private static final int EVENTS = 300;

  private record Fact(long position, String session, String agent, String trace, Instant at) {}

  private final List<Fact> facts = new ArrayList<>();
  private Connection ledger;

  @BeforeEach
  void record() throws Exception {
    Random random = new Random(Long.getLong("seed", 1L));
    String database = TestServers.newLedger();
    List<Event> events = new ArrayList<>();
    for (int i = 1; i <= EVENTS; i++) {
      Fact fact =
          new Fact(
              i,
              "s" + random.nextInt(5),
              "a" + random.nextInt(3),
              "t" + random.nextInt(4),
              START.plusSeconds(random.nextInt(60 * 86_400)));
      facts.add(fact);
      events.add(
          EventFields.valid()
              .with("event_id", String.format("00000000-0000-4000-8000-%012d", i))
              .with("session_id", fact.session())
              .with("agent_id", fact.agent())
              .with("trace_id", fact.trace())
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

  private List<Long> positions(EventQuery query, long after, int limit) throws Exception {
    List<Long> found = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    EventPages.Page page =
        new EventPages(ledger)
            .read(
                query,
                after,
                limit,
                line -> {
                  try {
                    found.add(json.readTree(line).at("/ledger/global_position").asLong());
                  } catch (java.io.IOException e) {
                    throw new IllegalStateException(e);
                  }
                });
    assertThat(page.rows()).isEqualTo(found.size());
    assertThat(page.position())
        .isEqualTo(page.atEnd() ? Math.max(after, EVENTS) : found.get(found.size() - 1));
    return found;
  }

  private static OffsetDateTime utc(Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }

  private List<Long> expected(EventQuery query, long after, int limit) {
    return facts.stream()
        .filter(it -> it.position() > after)
        .filter(it -> query.session() == null || it.session().equals(query.session()))
        .filter(it -> query.agent() == null || it.agent().equals(query.agent()))
        .filter(it -> query.trace() == null || it.trace().equals(query.trace()))
        .filter(it -> query.from() == null || !it.at().isBefore(query.from().toInstant()))
        .filter(it -> query.to() == null || it.at().isBefore(query.to().toInstant()))
        .map(Fact::position)
        .limit(limit)
        .toList();
  }

  @Test
  void anEventIsReturnedExactlyIfItMeetsAllConditions() throws Exception {
    Random random = new Random(Long.getLong("seed", 1L) + 1);
    for (int i = 0; i < 150; i++) {
      Fact some = facts.get(random.nextInt(EVENTS));
      EventQuery query =
          new EventQuery(
              random.nextBoolean() ? null : "s" + random.nextInt(6),
              random.nextBoolean() ? null : "a" + random.nextInt(4),
              random.nextBoolean() ? null : "t" + random.nextInt(5),
              random.nextBoolean() ? null : utc(some.at()),
              random.nextBoolean() ? null : utc(some.at().plusSeconds(random.nextInt(3_000_000))));
      long after = random.nextInt(EVENTS);
      int limit = 1 + random.nextInt(40);
      assertThat(positions(query, after, limit))
          .as(query + " after " + after)
          .isEqualTo(expected(query, after, limit));
    }
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrRepetition() throws Exception {
    List<Long> all = new ArrayList<>();
    for (long after = 0; after < EVENTS; after = all.get(all.size() - 1)) {
      all.addAll(positions(ALL, after, 37));
    }
    assertThat(all).isEqualTo(LongStream.rangeClosed(1, EVENTS).boxed().toList());
  }

  /** The command returns the same as the ledger's functions where a function exists. */
  @Test
  void oneConditionReturnsWhatTheLedgersFunctionReturns() throws Exception {
    OffsetDateTime from = utc(START.plusSeconds(1_000_000));
    OffsetDateTime to = utc(START.plusSeconds(2_000_000));
    assertThat(positions(ALL, 5, 50)).isEqualTo(function("events(5, 50)"));
    assertThat(positions(new EventQuery("s1", null, null, null, null), 5, 50))
        .isEqualTo(function("events_of_session('s1', 5, 50)"));
    assertThat(positions(new EventQuery(null, "a1", null, null, null), 5, 50))
        .isEqualTo(function("events_of_agent('a1', 5, 50)"));
    assertThat(positions(new EventQuery(null, null, "t1", null, null), 5, 50))
        .isEqualTo(function("events_of_trace('t1', 5, 50)"));
    assertThat(positions(new EventQuery(null, null, null, from, to), 5, 50))
        .isEqualTo(function("events_between('" + from + "', '" + to + "', 5, 50)"));
  }

  private List<Long> function(String call) throws Exception {
    List<Long> found = new ArrayList<>();
    try (Statement statement = ledger.createStatement();
        ResultSet rows = statement.executeQuery("SELECT global_position FROM ledger." + call)) {
      while (rows.next()) {
        found.add(rows.getLong(1));
      }
    }
    return found;
  }

  /** The form of the line does not depend on the time zone of the session. */
  @Test
  void aLineIsTheOneFormOfAnEvent() throws Exception {
    List<String> lines = new ArrayList<>();
    ledger.createStatement().execute("SET TIME ZONE 'Asia/Kolkata'");
    new EventPages(ledger).read(ALL, 0, 1, lines::add);
    Fact first = facts.get(0);
    assertThat(lines)
        .singleElement()
        .asString()
        .startsWith(
            "{\"event_id\":\"00000000-0000-4000-8000-000000000001\","
                + "\"event_type\":\"tool.execute\",\"occurred_at\":\""
                + first.at()
                + "\",\"session_id\":\""
                + first.session()
                + "\",\"agent_id\":\""
                + first.agent()
                + "\",\"trace_id\":\""
                + first.trace()
                + "\",\"schema_version\":1,\"ledger\":{\"global_position\":1,\"recorded_at\":\"")
        .containsPattern(
            "T[0-9:]+(\\.[0-9]+)?Z\",\"content_hash\":\"[0-9a-f]{66}\","
                + "\"stream\":\"events\",\"entry_id\":\"1-0\"}}$");
  }
}
