package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.archive.ArchiveEvents;
import io.contextgraph.archive.ArchivedMonth;
import io.contextgraph.archive.Archives;
import io.contextgraph.archive.RecordedArchives;
import io.contextgraph.ledger.ControlEvents;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An event retention.archived that this program would not write archives nothing. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class StrangeArchiveEventIT {
  private static final String FILE = "event_2026_11-0123456789abcdef.jsonl.gz";

  @TempDir private Path temporary;
  private MonthlyLedger ledger =
      new MonthlyLedger(new NotarizedLedger("", Path.of("")), Path.of(""));

  @BeforeEach
  void create() throws Exception {
    ledger = MonthlyLedger.create(temporary, 24);
  }

  /** Appends an event about November, as whoever has the control role can. */
  private void name(String file, long first, long last) throws Exception {
    ArchivedMonth month =
        new ArchivedMonth(
            "event_2026_11",
            Instant.parse("2026-11-01T00:00:00Z"),
            Instant.parse("2026-12-01T00:00:00Z"),
            new ArchivedMonth.Positions(first, last, last - first + 1, 1, "digest"),
            new ArchivedMonth.FileDigests(file, "lines", "bytes"),
            ArchivedMonth.GraphRule.KEEP);
    try (ControlEvents events = MonthlyRun.control(ledger)) {
      events.append(ArchiveEvents.archived(month, List.of(), List.of(), "tiles", 1));
    }
  }

  private List<Archives.Entry> inForce() throws Exception {
    try (Connection reader = ledger.ledger().as("ledger_reader").openLedger()) {
      return new RecordedArchives(reader).read().inForce();
    }
  }

  @Test
  void aFileOutsideTheFolderIsNeitherReadNorStopsWhatReadsTheOthers() throws Exception {
    MonthlyLedger.require(ledger.archive());
    for (String file : List.of("../key", "", "/etc/passwd", FILE + ".gz")) {
      name(file, 905, 910);
    }
    assertThat(inForce()).hasSize(3);
    CommandRun verified = ledger.verifyWithFiles();
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
    CommandRun events =
        ledger
            .ledger()
            .run("events", "--session", "session 3", "--archive", ledger.folder().toString());
    assertThat(events.exitCode()).as(events.err()).isZero();
  }

  @Test
  void anEventNamesOnlyPositionsBeforeItsOwn() throws Exception {
    long next = Long.parseLong(ledger.ledger().text("SELECT position + 1 FROM ledger.head"));
    name(FILE, 905, next);
    name(FILE, 905, next + 1_000_000);
    assertThat(inForce()).isEmpty();
    name(FILE, 905, next);
    assertThat(inForce()).hasSize(1);
  }
}
