package io.contextgraph.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.event.RequiredFields;
import io.contextgraph.system.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PostgresLedgerIT {
  private final String database = TestServers.newLedger();

  private PostgresLedger ledger() {
    return ledger(LedgerMark.NONE);
  }

  private PostgresLedger ledger(LedgerMark mark) {
    return new PostgresLedger(TestServers.ledger(database, "ledger_writer"), mark, 3);
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = TestServers.ledger(database, "ledger_reader").open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private long head() throws SQLException {
    try (Connection connection = TestServers.ledger(database, "ledger_reader").open()) {
      return LedgerHead.read(connection).position();
    }
  }

  private static Event event(int id) {
    return LedgerBatchTest.event(id, 0);
  }

  private static Event broken(int id) {
    Event good = event(id);
    RequiredFields required =
        new RequiredFields(
            good.eventId(),
            "NOT A TYPE",
            good.occurredAt(),
            good.sessionId(),
            good.agentId(),
            good.traceId());
    return new Event(
        required, good.optional(), good.content(), null, good.contentHash(), good.origin());
  }

  @Test
  void eventsGetContiguousPositionsInTheOrderGiven() throws SQLException {
    try (PostgresLedger ledger = ledger()) {
      AppendResult first = ledger.append(List.of(event(3), event(1)));
      AppendResult second = ledger.append(List.of(event(2), event(3)));
      assertThat(first.mark().position()).isEqualTo(2);
      assertThat(second.mark().position()).isEqualTo(3);
      assertThat(second.duplicates()).isEqualTo(1);
    }
    assertThat(
            number("SELECT global_position FROM ledger.event_by_id('" + event(1).eventId() + "')"))
        .isEqualTo(2);
    assertThat(number("SELECT count(*) FROM ledger.event WHERE recorded_at > now()")).isZero();
  }

  @Test
  void anEventTypeOfOneWordIsRecorded() throws SQLException {
    try (PostgresLedger ledger = ledger()) {
      Event event = EventFields.valid().with("event_type", "execute").event("events", "1-1");
      assertThat(ledger.append(List.of(event)).appended()).isEqualTo(1);
    }
    assertThat(number("SELECT count(*) FROM ledger.event WHERE event_type = 'execute'")).isOne();
  }

  @Test
  void anIdWithAnotherContentBecomesADeadLetter() throws SQLException {
    try (PostgresLedger ledger = ledger()) {
      ledger.append(List.of(event(1)));
      AppendResult result = ledger.append(List.of(LedgerBatchTest.event(1, 2)));
      assertThat(result.deadLetters()).hasSize(1);
    }
    assertThat(
            number(
                "SELECT count(*) FROM ledger.dead_letter WHERE reason = 'ID_CONFLICT'"
                    + " AND entry_id = '1-2' AND octet_length(fields) > 50"))
        .isEqualTo(1);
    assertThat(number("SELECT count(*) FROM ledger.event")).isEqualTo(1);
  }

  @Test
  void aRowThatPostgresRefusesIsFoundAndTheOthersAreRecorded() throws SQLException {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      events.add(i == 7 || i == 13 ? broken(i) : event(i));
    }
    try (PostgresLedger ledger = ledger()) {
      AppendResult result = ledger.append(events);
      assertThat(result.appended()).isEqualTo(18);
      assertThat(result.deadLetters()).hasSize(2);
    }
    assertThat(
            number("SELECT count(*) FROM ledger.dead_letter WHERE reason = 'INVALID_EVENT_TYPE'"))
        .isEqualTo(2);
    assertThat(number("SELECT max(global_position) FROM ledger.event")).isEqualTo(18);
  }

  @Test
  void aLedgerThatLostEventsIsRefused() throws SQLException {
    String id;
    try (PostgresLedger ledger = ledger()) {
      id = ledger.append(List.of(event(1))).mark().ledgerId();
    }
    try (PostgresLedger ledger = ledger(new LedgerMark(id, 5, null))) {
      assertThatThrownBy(() -> ledger.append(List.of(event(2))))
          .isInstanceOf(LedgerMismatchException.class)
          .hasMessageContaining("ends at position 1");
    }
    try (PostgresLedger ledger = ledger(new LedgerMark("another", 0, null))) {
      assertThatThrownBy(() -> ledger.append(List.of(event(2))))
          .isInstanceOf(LedgerMismatchException.class);
    }
  }

  @Test
  void aLedgerThatGrewPastTheMarkWithOtherEventsIsRefused() throws SQLException {
    LedgerMark reached;
    try (PostgresLedger ledger = ledger()) {
      reached = ledger.append(List.of(event(1), event(2))).mark();
      assertThat(reached.eventId()).isEqualTo(event(2).eventId());
      ledger.append(List.of(event(3)));
    }
    try (PostgresLedger ledger = ledger(reached)) {
      AppendResult duplicates = ledger.append(List.of(event(2)));
      assertThat(duplicates.mark())
          .isEqualTo(new LedgerMark(reached.ledgerId(), 3, event(3).eventId()));
    }
    LedgerMark before = new LedgerMark(reached.ledgerId(), 2, event(9).eventId());
    try (PostgresLedger ledger = ledger(before)) {
      assertThatThrownBy(() -> ledger.append(List.of(event(4))))
          .isInstanceOf(LedgerMismatchException.class)
          .hasMessageContaining("The ledger was restored or failed over");
    }
    assertThat(head()).isEqualTo(3);
  }

  @Test
  void noLoginRoleCanChangeRecordedEvents() throws SQLException {
    try (PostgresLedger ledger = ledger()) {
      ledger.append(List.of(event(1)));
    }
    for (String role : List.of("ledger_writer", "ledger_reader", "ledger_operator", "postgres")) {
      for (String change :
          List.of(
              "UPDATE ledger.event SET session_id = 'x'",
              "DELETE FROM ledger.event",
              "TRUNCATE ledger.event",
              "DELETE FROM ledger.event_2026_11",
              "TRUNCATE ledger.event_2026_11",
              "DELETE FROM ledger.event_identity")) {
        try (Connection connection = TestServers.ledger(database, role).open();
            Statement statement = connection.createStatement()) {
          assertThatThrownBy(() -> statement.execute(change))
              .as("%s as %s", change, role)
              .isInstanceOf(SQLException.class)
              .extracting(e -> ((SQLException) e).getSQLState())
              .isEqualTo("42501");
        }
      }
    }
  }

  @Test
  void concurrentAppendersProduceOneOrderWithoutGaps() throws Exception {
    int writers = 4;
    int ids = 2_000;
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(writers + 1);
    Future<Long> poller = threads.submit(() -> poll(done));
    List<Future<?>> appenders = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      Random random = new Random(writer);
      appenders.add(
          threads.submit(
              () -> {
                try (PostgresLedger ledger = ledger()) {
                  for (int batch = 0; batch < 20; batch++) {
                    List<Event> events = new ArrayList<>();
                    for (int i = 0; i < 100; i++) {
                      events.add(event(random.nextInt(ids)));
                    }
                    ledger.append(events);
                  }
                }
                return null;
              }));
    }
    for (Future<?> appender : appenders) {
      appender.get(60, TimeUnit.SECONDS);
    }
    done.set(true);
    long seen = poller.get(10, TimeUnit.SECONDS);
    threads.shutdown();
    assertThat(number("SELECT count(DISTINCT event_id) FROM ledger.event")).isEqualTo(seen);
    assertThat(number("SELECT max(global_position) FROM ledger.event")).isEqualTo(seen);
    assertThat(head()).isEqualTo(seen);
    assertThat(number("SELECT count(*) FROM ledger.event_identity")).isEqualTo(seen);
  }

  /** Reads by position as a live consumer would; fails at the first gap. */
  private long poll(AtomicBoolean done) throws SQLException {
    long position = 0;
    try (Connection connection = TestServers.ledger(database, "ledger_reader").open();
        Statement statement = connection.createStatement()) {
      boolean last;
      do {
        last = done.get();
        try (ResultSet rows =
            statement.executeQuery(
                "SELECT global_position FROM ledger.events(" + position + ", 1000)")) {
          while (rows.next()) {
            assertThat(rows.getLong(1)).isEqualTo(position + 1);
            position++;
          }
        }
      } while (!last);
    }
    return position;
  }
}
