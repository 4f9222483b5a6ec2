package io.contextgraph.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.PositionRanges.Range;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which rows may be absent after a sequence of control events, against a model of the rows. */
class ArchivesTest {
  private static final long SEED = Long.getLong("seed", 2026L);
  private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");
  private static final int MONTHS = 3;

  private final Random random = new Random(SEED);

  private static Instant month(int number) {
    return EPOCH.atOffset(ZoneOffset.UTC).plusMonths(number).toInstant();
  }

  private static ArchivedMonth archive(int month, long first, long last, long rows) {
    return new ArchivedMonth(
        "event_2026_0" + (month + 1),
        month(month),
        month(month + 1),
        new ArchivedMonth.Positions(first, last, rows, 1, "digest"),
        new ArchivedMonth.FileDigests("file", "lines", "bytes"),
        ArchivedMonth.GraphRule.KEEP);
  }

  /** The rows of a ledger: which are in its partitions, and which archive dropped the others. */
  private final class Model {
    private final List<Integer> months = new ArrayList<>();
    private final Set<Long> absent = new HashSet<>();
    private final Archives archives = new Archives();

    void append() {
      months.add(random.nextInt(MONTHS));
    }

    private TreeSet<Long> present(int month) {
      TreeSet<Long> present = new TreeSet<>();
      for (long position = 1; position <= months.size(); position++) {
        if (months.get((int) position - 1) == month && !absent.contains(position)) {
          present.add(position);
        }
      }
      return present;
    }

    void archive(int month) {
      TreeSet<Long> rows = present(month);
      if (rows.isEmpty()) {
        return;
      }
      ArchivedMonth archived = ArchivesTest.archive(month, rows.first(), rows.last(), rows.size());
      months.add(MONTHS);
      long position = months.size();
      archives.apply(new ArchiveRecord.Archived(position, archived, replaced(month)));
      if (random.nextInt(4) > 0) {
        absent.addAll(rows);
      }
    }

    /** The archives in force of which a row is there. */
    private Set<Long> replaced(int month) {
      Set<Long> replaced = new HashSet<>();
      for (Archives.Entry entry : archives.inForce()) {
        for (long position : present(month)) {
          if (entry.covers(position, time(position))) {
            replaced.add(entry.position());
          }
        }
      }
      return replaced;
    }

    void restore() {
      List<Archives.Entry> inForce = archives.inForce();
      if (inForce.isEmpty()) {
        return;
      }
      Archives.Entry entry = inForce.get(random.nextInt(inForce.size()));
      absent.removeIf(position -> entry.covers(position, time(position)));
      months.add(MONTHS);
      archives.apply(new ArchiveRecord.Restored(months.size(), entry.position(), EPOCH));
    }

    private Instant time(long position) {
      return month(months.get((int) position - 1)).plusSeconds(1);
    }

    void check() {
      for (long position = 1; position <= months.size(); position++) {
        Optional<Archives.Entry> entry = archives.covering(position, time(position));
        if (absent.contains(position)) {
          assertThat(entry).as("position %d, seed %d", position, SEED).isPresent();
        }
      }
      for (Archives.Entry entry : archives.inForce()) {
        assertThat(covered(entry))
            .as("rows of an archive, seed %d", SEED)
            .isEqualTo(entry.month().positions().rows());
      }
      for (Archives.Entry entry : archives.all()) {
        assertThat(vacantEvents(entry))
            .as("events that no archive accounts for, seed %d", SEED)
            .isZero();
      }
      for (Archives.Restored restored : archives.restored()) {
        assertThat(present(restored.entry()))
            .as("restored rows, seed %d", SEED)
            .isEqualTo(restored.entry().month().positions().rows());
      }
    }

    private long covered(Archives.Entry entry) {
      long covered = 0;
      for (long position = 1; position <= months.size(); position++) {
        covered += entry.covers(position, time(position)) ? 1 : 0;
      }
      return covered;
    }

    private long vacantEvents(Archives.Entry entry) {
      long events = 0;
      for (long position = 1; position <= months.size(); position++) {
        long at = position;
        boolean vacant =
            entry.vacant().stream().anyMatch(it -> it.first() <= at && at <= it.last());
        Instant time = time(position);
        boolean ofMonth =
            !time.isBefore(entry.month().lower()) && time.isBefore(entry.month().upper());
        events += vacant && ofMonth ? 1 : 0;
      }
      return events;
    }

    private long present(Archives.Entry entry) {
      long present = 0;
      for (long position = 1; position <= months.size(); position++) {
        if (entry.covers(position, time(position)) && !absent.contains(position)) {
          present++;
        }
      }
      return present;
    }
  }

  @Test
  void everyRowThatWasDroppedIsCoveredAndARestoredArchiveCoversNothing() {
    for (int round = 0; round < 300; round++) {
      Model model = new Model();
      for (int step = 0; step < 40; step++) {
        switch (random.nextInt(6)) {
          case 0 -> model.archive(random.nextInt(MONTHS));
          case 1 -> model.restore();
          default -> model.append();
        }
        model.check();
      }
    }
  }

  @Test
  void aSecondArchiveOfAMonthLeavesTheFirstInForceIfItsRowsWereDropped() {
    Archives archives = new Archives();
    archives.apply(new ArchiveRecord.Archived(100, archive(0, 1, 9, 9), Set.of()));
    archives.apply(new ArchiveRecord.Archived(300, archive(0, 200, 210, 2), Set.of()));
    assertThat(archives.inForce()).extracting(Archives.Entry::position).containsExactly(100L, 300L);
    assertThat(archives.covering(5, month(0)).orElseThrow().position()).isEqualTo(100);
    assertThat(archives.covering(205, month(0)).orElseThrow().position()).isEqualTo(300);
    assertThat(archives.covering(150, month(0))).isEmpty();
    assertThat(archives.covering(5, month(1))).isEmpty();
  }

  @Test
  void anArchiveSaysAtWhichPositionsBeforeItItsMonthHasNoEvent() {
    Archives archives = new Archives();
    archives.apply(new ArchiveRecord.Archived(100, archive(0, 5, 9, 2), Set.of()));
    archives.apply(new ArchiveRecord.Archived(300, archive(0, 200, 210, 2), Set.of()));
    archives.apply(new ArchiveRecord.Restored(400, 100, EPOCH));
    archives.apply(new ArchiveRecord.Archived(500, archive(1, 1, 300, 9), Set.of()));
    assertThat(archives.all())
        .extracting(Archives.Entry::vacant)
        .containsExactly(
            List.of(new Range(1, 4), new Range(10, 99)),
            List.of(new Range(1, 4), new Range(10, 199), new Range(211, 299)),
            List.of(new Range(301, 499)));
    assertThat(archives.all())
        .extracting(Archives.Entry::earlier)
        .containsExactly(List.of(), List.of(100L), List.of());
  }

  @Test
  void onlyTheBoundsOfACalendarMonthAreThoseOfAnArchive() {
    ArchivedMonth january = archive(0, 1, 9, 9);
    assertThat(withBounds(january, month(11), month(12)).upper())
        .isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
    for (Instant upper :
        List.of(month(0), month(2), month(1).minusNanos(1_000), month(0).plusSeconds(1))) {
      assertThatThrownBy(() -> withBounds(january, month(0), upper))
          .isInstanceOf(IllegalArgumentException.class);
    }
    Instant noon = month(0).plusSeconds(43_200);
    assertThatThrownBy(() -> withBounds(january, noon, noon.plusNanos(1_000)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> withBounds(january, noon, month(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ArchivedMonth withBounds(ArchivedMonth month, Instant lower, Instant upper) {
    return new ArchivedMonth(
        month.partition(), lower, upper, month.positions(), month.file(), month.graph());
  }

  @Test
  void anArchiveOfRowsThatWereNotDroppedIsReplacedByTheNext() {
    Archives archives = new Archives();
    archives.apply(new ArchiveRecord.Archived(100, archive(0, 1, 9, 9), Set.of()));
    archives.apply(new ArchiveRecord.Archived(300, archive(0, 1, 210, 11), Set.of(100L)));
    assertThat(archives.inForce()).extracting(Archives.Entry::position).containsExactly(300L);
  }
}
