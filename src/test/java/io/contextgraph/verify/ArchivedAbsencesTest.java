package io.contextgraph.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.archive.ArchiveRecord;
import io.contextgraph.archive.ArchivedMonth;
import io.contextgraph.archive.Archives;
import io.contextgraph.event.EventId;
import io.contextgraph.event.Micros;
import io.contextgraph.event.PositionRanges;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Which rows of a month may be absent on the word of which events. */
class ArchivedAbsencesTest {
  private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
  private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");

  private final Archives archives = new Archives();
  private final Set<Long> controls = new HashSet<>();
  private final Findings findings = new Findings();

  /** An event names rows of May, those of ranges such as 1, 4, 7, 7. */
  private void archive(long position, Set<Long> replaced, long... ranges) {
    PositionRanges named = new PositionRanges();
    for (int i = 0; i < ranges.length; i += 2) {
      LongStream.rangeClosed(ranges[i], ranges[i + 1]).forEach(named::add);
    }
    PositionRanges.Collected all = named.collected();
    ArchivedMonth.Positions positions =
        new ArchivedMonth.Positions(
            ranges[0], ranges[ranges.length - 1], all.positions(), all.ranges(), all.digest());
    controls.add(position);
    archives.apply(
        new ArchiveRecord.Archived(
            position,
            new ArchivedMonth(
                "event_2026_05",
                MAY,
                JUNE,
                positions,
                new ArchivedMonth.FileDigests("file", "lines", "bytes"),
                ArchivedMonth.GraphRule.KEEP),
            replaced));
  }

  private void archive(long position, long... ranges) {
    archive(position, Set.of(), ranges);
  }

  private void restore(long position, long archived) {
    archives.apply(new ArchiveRecord.Restored(position, archived, Instant.EPOCH));
  }

  /**
   * The findings if these positions of May have no row, and the others, but those of the events
   * that archive them, have one.
   *
   * @param may the last position of May
   */
  private List<Finding> verify(long may, Set<Long> absent) {
    ArchivedAbsences absences = new ArchivedAbsences(archives);
    for (long position = 1; position <= may; position++) {
      if (absent.contains(position)) {
        IdentityRow identity =
            new IdentityRow(position, new EventId(7, position), Micros.of(MAY), new byte[0]);
        assertThat(absences.explain(position, List.of(identity))).isTrue();
      } else if (!controls.contains(position)) {
        absences.present(position, MAY);
      }
    }
    absences.judge(findings, 0, 0);
    return findings.list();
  }

  private void assertLeftOut(List<Finding> found, long archive, long position) {
    assertThat(found)
        .singleElement()
        .satisfies(it -> assertThat(it.kind()).isEqualTo(FindingKind.ROW_MISSING))
        .extracting(Finding::detail)
        .asString()
        .contains(
            "the event retention.archived at position "
                + archive
                + " leaves out position "
                + position
                + " of its month");
  }

  @Test
  void aMonthOfWhichNoRowIsLeftIsExplained() {
    archive(100, 1, 9);
    assertThat(verify(9, Set.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L))).isEmpty();
  }

  @Test
  void anEventThatNamesOneRowOfAMonthDoesNotExplainThatItIsAbsent() {
    archive(100, 5, 5);
    assertLeftOut(verify(9, Set.of(5L)), 100, 1);
  }

  @Test
  void aRowAfterTheLastThatAnEventNamesIsLeftOutToo() {
    archive(100, 1, 1);
    assertLeftOut(verify(2, Set.of(1L)), 100, 2);
  }

  @Test
  void aRowThatWasRecordedAfterTheEventIsNotOfItsArchive() {
    archive(3, 1, 2);
    assertThat(verify(4, Set.of(1L, 2L))).isEmpty();
  }

  @Test
  void rowsThatWereRestoredSinceAreNotLeftOutByALaterArchive() {
    archive(3, 1, 2);
    archive(6, 4, 5);
    restore(7, 3);
    assertThat(verify(5, Set.of(4L, 5L))).isEmpty();
  }

  @Test
  void eventsThatNameTheOtherRowsFirstExplainNoneEither() {
    archive(100, 1, 4);
    archive(101, 6, 9);
    archive(102, 5, 5);
    assertThat(verify(9, Set.of(5L)))
        .extracting(Finding::detail)
        .singleElement()
        .asString()
        .contains("leaves out position");
  }

  @Test
  void eventsThatNameAndRestoreTheOtherRowsExplainNoneEither() {
    archive(100, 1, 4);
    archive(101, 6, 9);
    archive(102, 5, 5);
    restore(103, 100);
    restore(104, 101);
    assertThat(verify(9, Set.of(5L)))
        .extracting(Finding::detail)
        .singleElement()
        .asString()
        .contains("leaves out position");
  }

  @Test
  void anArchiveThatReplacesOneWithoutALateEventIsExplained() {
    archive(100, 1, 4);
    archive(200, Set.of(100L), 1, 4, 50, 50);
    assertThat(explained(199)).isEqualTo(new ArchivedCounts(5, 0, 5));
    assertThat(explained(200)).isEqualTo(new ArchivedCounts(5, 0, 0));
    assertThat(findings.list()).isEmpty();
  }

  private ArchivedCounts explained(long anchored) {
    ArchivedAbsences absences = new ArchivedAbsences(archives);
    for (long position : new long[] {1, 2, 3, 4, 50}) {
      absences.explain(
          position,
          List.of(new IdentityRow(position, new EventId(7, 1), Micros.of(MAY), new byte[0])));
    }
    return absences.judge(findings, anchored, 0);
  }
}
