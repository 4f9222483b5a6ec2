package io.contextgraph.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What reading a page costs the server. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EventPageIT {
  private static final EventQuery ALL = new EventQuery(null, null, null, null, null);

  private final String database = TestServers.newLedger();

  private void record(int count, String payload) throws SQLException {
    List<Event> events = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      events.add(
          EventFields.valid()
              .with("event_id", String.format("00000000-0000-4000-8000-%012d", i))
              .with("payload", payload)
              .event("events", i + "-0"));
    }
    try (PostgresLedger writer =
        new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 3)) {
      writer.append(events);
    }
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = TestServers.ledger(database, "postgres").open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void execute(String sql) throws SQLException {
    TestSql.execute(TestServers.ledger(database, "postgres"), sql);
  }

  /** As {@code events | less} does: an open snapshot keeps every version of the head's row. */
  @Test
  void aReceiverThatStopsKeepsNoTransactionOpen() throws Exception {
    record(3, "{}");
    try (Connection ledger = TestServers.ledger(database, "ledger_reader").open()) {
      List<Long> open = new ArrayList<>();
      new EventPages(ledger)
          .read(
              ALL,
              0,
              10,
              line -> {
                try {
                  open.add(
                      number(
                          "SELECT count(*) FROM pg_stat_activity WHERE usename = 'ledger_reader'"
                              + " AND datname = current_database() AND xact_start IS NOT NULL"));
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      assertThat(open).containsExactly(0L, 0L, 0L);
    }
  }

  @Test
  void aPollAtTheHeadReadsNoEvents() throws Exception {
    record(3, "{}");
    execute("REVOKE SELECT ON ledger.event, ledger.event_identity FROM ledger_reader");
    try (Connection ledger = TestServers.ledger(database, "ledger_reader").open()) {
      assertThat(new EventPages(ledger).read(ALL, 3, 10, line -> {}))
          .isEqualTo(new EventPages.Page(3, 0, true));
    } finally {
      execute("GRANT SELECT ON ledger.event, ledger.event_identity TO ledger_reader");
    }
  }

  /** The driver's own complaint about the aborted transaction must not replace the reason. */
  @Test
  void aPageThatPostgresRefusesHasItsReasonAndLeavesTheConnectionUsable() throws Exception {
    record(3, "{}");
    execute("REVOKE SELECT ON ledger.event, ledger.event_identity FROM ledger_reader");
    try (Connection ledger = TestServers.ledger(database, "ledger_reader").open()) {
      EventPages pages = new EventPages(ledger);
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> pages.read(ALL, 0, 10, line -> {}))
          .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("42501"));
      assertThat(ledger.getAutoCommit()).isTrue();
      execute("GRANT SELECT ON ledger.event, ledger.event_identity TO ledger_reader");
      assertThat(pages.read(ALL, 0, 10, line -> {}).rows()).isEqualTo(3);
    }
  }

  /** So that the next poll of a session without new events is a poll at the head. */
  @Test
  void thePageAfterTheLastEventOfASessionStartsAtTheHead() throws Exception {
    record(3, "{}");
    EventQuery none = new EventQuery("none", null, null, null, null);
    try (Connection ledger = TestServers.ledger(database, "ledger_reader").open()) {
      assertThat(new EventPages(ledger).read(none, 0, 10, line -> {}))
          .isEqualTo(new EventPages.Page(3, 0, true));
    }
  }

  @Test
  void aPageOfLargeEventsEndsBeforeItsLimitAndTheNextContinues() throws Exception {
    record(25, "{\"text\":\"" + "x".repeat(250_000) + "\"}");
    try (Connection ledger = TestServers.ledger(database, "ledger_reader").open()) {
      List<String> lines = new ArrayList<>();
      EventPages.Page first = new EventPages(ledger).read(ALL, 0, 1_000, lines::add);
      assertThat(first.atEnd()).isFalse();
      assertThat(first.rows()).isBetween(10, 24);
      EventPages.Page second =
          new EventPages(ledger).read(ALL, first.position(), 1_000, lines::add);
      assertThat(second).isEqualTo(new EventPages.Page(25, 25 - first.rows(), true));
      assertThat(lines).hasSize(25);
    }
  }
}
