package io.contextgraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.system.TestServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which indexes of which partitions a read uses, in a ledger whose events are of one session. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LookupPlanIT {
  private static final int MONTHS = 8;
  private static final int EVENTS_PER_MONTH = 40;

  /** The indexes that were scanned since the counters were last flushed. */
  private static final String SCANNED =
      "SELECT x.relname FROM pg_index d JOIN pg_class x ON x.oid = d.indexrelid"
          + " JOIN pg_class c ON c.oid = d.indrelid"
          + " WHERE c.relname LIKE 'event\\_2%' AND pg_stat_get_xact_numscans(x.oid) > 0";

  /** The partitions that were scanned as a whole since then. */
  private static final String SCANNED_AS_A_WHOLE =
      "SELECT relname FROM pg_stat_xact_all_tables WHERE relname LIKE 'event\\_2%' AND seq_scan > 0";

  private final String database = TestServers.newLedger();
  private Connection ledger;

  @BeforeEach
  void record() throws Exception {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < MONTHS * EVENTS_PER_MONTH; i++) {
      events.add(
          EventFields.valid()
              .with("event_id", String.format("00000000-0000-4000-8000-%012d", i + 1))
              .with("session_id", "s1")
              .with("agent_id", "a1")
              .with("trace_id", "t1")
              .with("subject_id", "person")
              .with("occurred_at", "2026-0" + (1 + i / EVENTS_PER_MONTH) + "-11T00:00:00Z")
              .event("events", (i + 1) + "-0"));
    }
    try (PostgresLedger writer =
        new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 3)) {
      writer.append(events);
    }
    ledger = TestServers.ledger(database, "postgres").open();
    try (Statement statement = ledger.createStatement()) {
      statement.execute("ANALYZE");
      // Postgres reads a small table completely, whatever indexes it has.
      statement.execute("SET enable_seqscan = off");
    }
    ledger.setAutoCommit(false);
  }

  @AfterEach
  void disconnect() throws Exception {
    ledger.close();
  }

  private Set<String> names(String sql) throws SQLException {
    Set<String> names = new TreeSet<>();
    try (Statement statement = ledger.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  /** The names of the indexes that a call of a function scans; the call returns {@code count}. */
  private Set<String> scannedBy(String call, int count) throws SQLException {
    names("SELECT pg_stat_force_next_flush()");
    ledger.commit();
    assertThat(names("SELECT count(*) FROM ledger." + call)).containsExactly("" + count);
    assertThat(names(SCANNED_AS_A_WHOLE)).isEmpty();
    return names(SCANNED);
  }

  @Test
  void aPageByPositionReadsOnlyThePartitionsOfItsTime() throws Exception {
    assertThat(scannedBy("events(45, 10)", 10))
        .isNotEmpty()
        .allMatch(index -> index.contains("2026_02"));
    assertThat(scannedBy("events(75, 10)", 10))
        .allMatch(index -> index.contains("2026_02") || index.contains("2026_03"))
        .hasSize(2);
    assertThat(scannedBy("event_by_id('00000000-0000-4000-8000-000000000090')", 1))
        .singleElement()
        .asString()
        .contains("2026_03");
  }

  /** By position, an index would do as well as long as every event is of the same session. */
  @Test
  void aSessionATraceAndAnAgentAreReadByTheirIndexesThoughStatisticsKnowOneValue()
      throws Exception {
    assertThat(scannedBy("events_of_session('s1', 0, 100)", 100))
        .isNotEmpty()
        .allMatch(index -> index.endsWith("_session_id_global_position_idx"));
    assertThat(scannedBy("events_of_session('none', 0, 100)", 0))
        .hasSize(MONTHS)
        .allMatch(index -> index.endsWith("_session_id_global_position_idx"));
    assertThat(scannedBy("events_of_trace('none', 0, 100)", 0))
        .hasSize(MONTHS)
        .allMatch(index -> index.endsWith("_trace_id_global_position_idx"));
    assertThat(scannedBy("events_of_agent('none', 0, 100)", 0))
        .hasSize(MONTHS)
        .allMatch(index -> index.endsWith("_agent_id_global_position_idx"));
  }

  /** Planning anew at each call takes 10 ms with ten years of partitions. */
  @Test
  void theFunctionsOfOneConditionKeepTheirPlans() throws Exception {
    assertThat(
            names(
                "SELECT p.proname FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang"
                    + " WHERE p.pronamespace = 'ledger'::regnamespace AND l.lanname = 'plpgsql'"
                    + " AND 'plan_cache_mode=force_generic_plan' = ANY (p.proconfig)"))
        .containsExactly(
            "event_by_id", "events", "events_of_agent", "events_of_session", "events_of_trace");
  }

  private String plan(EventQuery query) throws Exception {
    try (PreparedStatement explain = ledger.prepareStatement("EXPLAIN " + query.text())) {
      query.bind(explain, 0, 1_000);
      return plan(explain);
    }
  }

  private String plan(SubjectQuery query) throws Exception {
    try (PreparedStatement explain = ledger.prepareStatement("EXPLAIN " + SubjectQuery.text())) {
      query.bind(explain, 0, 1_000);
      return plan(explain);
    }
  }

  private static String plan(PreparedStatement explain) throws Exception {
    StringBuilder plan = new StringBuilder();
    try (ResultSet rows = explain.executeQuery()) {
      while (rows.next()) {
        plan.append(rows.getString(1)).append('\n');
      }
    }
    return plan.toString();
  }

  private static OffsetDateTime utc(String time) {
    return Instant.parse(time).atOffset(ZoneOffset.UTC);
  }

  @Test
  void ofSeveralConditionsOnlyThoseThatAreGivenAreInThePlan() throws Exception {
    assertThat(plan(new EventQuery("none", "a1", null, null, null)))
        .contains("session_id_global_position_idx", "agent_id =")
        .doesNotContain("IS NULL", "trace_id =");
    assertThat(plan(new EventQuery(null, "a1", "none", null, null)))
        .contains("trace_id_global_position_idx")
        .doesNotContain("IS NULL", "session_id =");
  }

  @Test
  void onlyThePartitionsOfTheTimeAreRead() throws Exception {
    OffsetDateTime from = utc("2026-03-05T00:00:00Z");
    OffsetDateTime to = utc("2026-03-20T00:00:00Z");
    assertThat(plan(new EventQuery(null, "none", null, from, to)))
        .contains("2026_03", "agent_id_global_position_idx")
        .doesNotContain("2026_02", "2026_04", "IS NULL");
  }

  /** Though every event is about one person, and so every index would find their next events. */
  @Test
  void theEventsAboutAPersonAreReadByTheHashOfTheSubjectAlone() throws Exception {
    for (String subject : List.of("person", "none")) {
      assertThat(plan(new SubjectQuery(subject)))
          .contains("hashtextextended_global_position_idx")
          .doesNotContain("event_2026_01_global_position_idx", "Seq Scan", "Sort  (");
    }
    try (PreparedStatement page = new SubjectQuery("person").prepare(ledger, 300, 1_000);
        ResultSet rows = page.executeQuery()) {
      for (long position = 301; position <= MONTHS * EVENTS_PER_MONTH; position++) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getLong("global_position")).isEqualTo(position);
      }
      assertThat(rows.next()).isFalse();
    }
  }
}
