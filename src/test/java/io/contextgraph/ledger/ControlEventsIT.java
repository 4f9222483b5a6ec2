package io.contextgraph.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.event.EventId;
import io.contextgraph.event.Status;
import io.contextgraph.system.TestControl;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Control events in a real ledger, beside the appends of a job. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ControlEventsIT {
  private static final int ROUNDS = 300;

  private final String database = TestServers.newLedger();

  private static ControlEvent event(int number) {
    return new ControlEvent(
        "audit.replay",
        Status.COMPLETED,
        Optional.of("no " + number),
        new TreeMap<>(Map.of("dead_letter", Integer.toString(number))),
        new TreeMap<>(Map.of("entry_id", "1-" + number)));
  }

  private PostgresLedger writer() {
    return new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 3);
  }

  private String text(String sql) throws SQLException {
    return TestSql.text(TestServers.ledger(database, "ledger_reader"), sql);
  }

  @Test
  void aControlEventIsAnEventOfTheLedgerAndARowOfItsView() throws SQLException {
    try (ControlEvents control = TestControl.open(database)) {
      assertThat(control.append(event(7))).isEqualTo(1);
      assertThat(control.append(event(8))).isEqualTo(2);
    }
    assertThat(
            text(
                "SELECT concat_ws('|', global_position, event_type, status, actor_role, actor_user,"
                    + " actor_host, reason, parameters, result, recorded_at = (SELECT recorded_at"
                    + " FROM ledger.event WHERE global_position = 1)) FROM ledger.audit"
                    + " ORDER BY global_position"))
        .isEqualTo(
            "1|audit.replay|completed|ledger_operator|tester|here|no 7|{\"dead_letter\":\"7\"}|"
                + "{\"entry_id\":\"1-7\"}|t");
    assertThat(text("SELECT count(DISTINCT event_id) FROM ledger.event_identity")).isEqualTo("2");
    assertThat(text("SELECT tree_size FROM ledger.head")).isEqualTo("2");
  }

  @Test
  void anEventOfWhatWasDoneBeforeIsRecordedOnceHoweverOftenThatIsTried() throws SQLException {
    ControlEvent.Actor officer = new ControlEvent.Actor("officer", "ada", Optional.of("desk"));
    EventId id = EventId.of(new UUID(1, Long.MIN_VALUE));
    Instant at = Instant.parse("2026-11-02T09:00:00.123456Z");
    for (int run = 0; run < 3; run++) {
      try (ControlEvents control = TestControl.open(database)) {
        control.appendOnce(event(7), officer, id, at);
      }
    }
    assertThat(
            text(
                "SELECT string_agg(concat_ws('|', global_position, event_id, actor_user,"
                    + " extract(microseconds FROM occurred_at)), ';') FROM ledger.audit"))
        .isEqualTo("1|" + id + "|ada|123456");
    try (ControlEvents control = TestControl.open(database)) {
      assertThatThrownBy(() -> control.appendOnce(event(8), officer, id, at))
          .isInstanceOf(SQLException.class);
    }
    assertThat(text("SELECT position FROM ledger.head")).isEqualTo("1");
    assertThat(text("SELECT count(*) FROM ledger.dead_letter")).isEqualTo("0");
  }

  @Test
  void whatAStreamSendsUnderTheSameNamesIsNotInTheView() throws SQLException {
    Event sameSession =
        EventFields.valid().with("session_id", ControlEvent.SESSION).event("events", "1-0");
    try (PostgresLedger ledger = writer()) {
      ledger.append(List.of(sameSession));
    }
    assertThat(text("SELECT count(*) FROM ledger.audit")).isEqualTo("0");
  }

  @Test
  void theJobAndTheControlRoleMoveTheHeadInTurnAndNeitherLosesAnEvent() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      Future<?> job =
          executor.submit(
              () -> {
                try (PostgresLedger ledger = writer()) {
                  for (int i = 1; i <= ROUNDS; i++) {
                    ledger.append(List.of(LedgerBatchTest.event(i, 0)));
                  }
                }
                return null;
              });
      Future<?> operator =
          executor.submit(
              () -> {
                try (ControlEvents control = TestControl.open(database)) {
                  for (int i = 1; i <= ROUNDS; i++) {
                    control.append(event(i));
                  }
                }
                return null;
              });
      job.get();
      operator.get();
    } finally {
      executor.shutdownNow();
    }
    assertThat(text("SELECT position || ' ' || tree_size FROM ledger.head"))
        .isEqualTo(2 * ROUNDS + " " + 2 * ROUNDS);
    assertThat(
            text(
                "SELECT concat_ws(' ', count(*), min(global_position), max(global_position),"
                    + " count(*) FILTER (WHERE stream = 'ledger:control')) FROM ledger.event"))
        .isEqualTo(2 * ROUNDS + " 1 " + 2 * ROUNDS + " " + ROUNDS);
    assertThat(
            text(
                "SELECT count(*) FROM (SELECT stream <> lag(stream) OVER (ORDER BY global_position)"
                    + " AS turned FROM ledger.event) e WHERE turned"))
        .as("how often the one appended after the other")
        .satisfies(turns -> assertThat(Integer.parseInt(turns)).isGreaterThan(10));
    assertThat(text("SELECT count(*) FROM ledger.audit")).isEqualTo("" + ROUNDS);
    assertThat(
            text(
                "SELECT bool_and(reason = 'no ' || number) FROM (SELECT reason,"
                    + " row_number() OVER (ORDER BY global_position) AS number"
                    + " FROM ledger.audit) a"))
        .as("in the order in which they were appended")
        .isEqualTo("t");
  }

  @Test
  void aSuspendedLedgerIsRefusedBeforeTheCommandDoesAnything() throws SQLException {
    TestSql.execute(TestServers.ledger(database, "ledger_notary"), "SELECT ledger.suspend()");
    assertThatThrownBy(() -> TestControl.open(database).close())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("nothing is recorded until \"context-graph ledger fork\" is done")
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("55000");
  }

  @Test
  void aRoleThatMayNotAppendIsRefusedWhenItConnects() {
    assertThatThrownBy(
            () ->
                ControlEvents.open(
                    TestServers.ledger(database, "ledger_operator"),
                    new ControlEvent.Actor("r", "u", Optional.empty()),
                    UUID::randomUUID,
                    InstantSource.system()))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied for table head");
  }
}
