package io.contextgraph.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.archive.ArchiveEvents;
import io.contextgraph.archive.ArchivedMonth;
import io.contextgraph.event.ControlEvent;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.system.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A drop that the database refuses for its rows, of an event that names later positions. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MonthDropRefusedIT {
  private final PostgresConnections control =
      TestServers.ledger(TestServers.newLedger(), "ledger_control");

  private long archived() throws SQLException {
    ArchivedMonth month =
        new ArchivedMonth(
            "event_2026_05",
            Instant.parse("2026-05-01T00:00:00Z"),
            Instant.parse("2026-06-01T00:00:00Z"),
            new ArchivedMonth.Positions(1, 9, 9, 1, "digest"),
            new ArchivedMonth.FileDigests("event_2026_05-0123456789abcdef.jsonl.gz", "l", "b"),
            ArchivedMonth.GraphRule.KEEP);
    try (ControlEvents events =
        ControlEvents.open(
            control,
            new ControlEvent.Actor("ledger_control", "tester", Optional.empty()),
            UUID::randomUUID,
            InstantSource.system())) {
      return events.append(ArchiveEvents.archived(month, List.of(), List.of(), "tiles", 1));
    }
  }

  @Test
  void isNoFailureIfTheMonthIsNotDueAnyMore() throws Exception {
    long archived = archived();
    AtomicInteger asked = new AtomicInteger();
    try (Connection ledger = control.openDurable()) {
      assertThatThrownBy(
              () ->
                  new MonthDrop(ledger)
                      .run(
                          archived,
                          () -> {
                            if (asked.incrementAndGet() == 2) {
                              throw new NotDueException("a late event came");
                            }
                          }))
          .isInstanceOf(NotDueException.class);
      assertThat(ledger.getAutoCommit()).isTrue();
    }
  }

  @Test
  void isAFailureIfItIsStillDue() throws Exception {
    long archived = archived();
    try (Connection ledger = control.openDurable()) {
      assertThatThrownBy(() -> new MonthDrop(ledger).run(archived, () -> {}))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55000"));
      assertThat(ledger.getAutoCommit()).isTrue();
    }
  }
}
