package io.contextgraph.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.event.EventId;
import io.contextgraph.event.Slice;
import io.contextgraph.system.TestServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reads pages by position from a ledger whose events are not in the order of their time. */
class LedgerReaderIT {
  private static final int EVENTS = 200;

  private final String database = TestServers.newLedger();

  /** Events of a year; those from 100 on are of one month. */
  private void record() throws SQLException {
    Random random = new Random(Long.getLong("seed", 1L));
    List<Event> events = new ArrayList<>();
    for (int i = 1; i <= EVENTS; i++) {
      int month = i < 100 ? 1 + random.nextInt(9) : 5;
      events.add(
          EventFields.valid()
              .with("event_id", String.format("00000000-0000-4000-8000-%012d", i))
              .with("occurred_at", "2026-0" + month + "-11T00:00:00.123456Z")
              .event("events", i + "-0"));
    }
    try (PostgresLedger writer =
        new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 3)) {
      writer.append(events);
    }
  }

  @Test
  void aPageHasEveryEventOfItsPositionsWheneverItOccurred() throws Exception {
    record();
    Random random = new Random(Long.getLong("seed", 1L));
    try (LedgerReader reader =
        new LedgerReader(TestServers.ledger(database, "ledger_reader").open())) {
      for (int i = 0; i < 50; i++) {
        int after = random.nextInt(EVENTS);
        int upTo = after + random.nextInt(40);
        List<Long> expected = new ArrayList<>();
        for (long position = after + 1; position <= Math.min(upTo, EVENTS); position++) {
          expected.add(position);
        }
        assertThat(reader.events(after, upTo))
            .extracting(event -> event.globalPosition())
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void aSliceHasTheIdOfTheEventAtItsEndWhetherThePageContainsItOrNot() throws Exception {
    record();
    try (LedgerReader reader =
        new LedgerReader(TestServers.ledger(database, "ledger_reader").open())) {
      LedgerHead head = reader.head();
      for (long upTo : new long[] {1, 50, EVENTS}) {
        EventId recorded = reader.eventIds(List.of(upTo)).get(upTo);
        assertThat(recorded).isNotNull();
        for (long after : new long[] {0, upTo - 1, upTo}) {
          assertThat(reader.slices(head, after, upTo, 2))
              .extracting(Slice::upToId)
              .containsExactly(recorded, recorded);
        }
      }
      assertThat(reader.slices(head, EVENTS - 1, EVENTS + 1, 1))
          .extracting(Slice::upToId)
          .containsOnlyNulls();
    }
  }

  @Test
  void aPageReadsOnlyThePartitionsOfItsTime() throws Exception {
    record();
    try (Connection connection = TestServers.ledger(database, "ledger_reader").open();
        PreparedStatement explain =
            connection.prepareStatement("EXPLAIN " + Sql.READ_EVENTS.text())) {
      PageTimes times = PageTimes.read(connection, 110, 150);
      assertThat(times).isNotNull();
      explain.setLong(1, 110);
      explain.setLong(2, 150);
      explain.setObject(3, times.earliest());
      explain.setObject(4, times.latest());
      StringBuilder plan = new StringBuilder();
      try (ResultSet rows = explain.executeQuery()) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }
      assertThat(plan.toString()).contains("event_2026_05").doesNotContain("2026_04", "2026_06");
    }
  }
}
