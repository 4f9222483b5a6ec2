package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reader does when a stream's history changed. */
class StreamHistoryTest {
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final Rewind FIVE_MINUTES = new Rewind(Duration.ofMinutes(5), NOW);

  private static StreamPosition id(long millis) {
    return new StreamPosition(millis, 0);
  }

  /** The id of an entry that was added so many minutes ago. */
  private static StreamPosition ago(long minutes) {
    return id(NOW.toEpochMilli() - minutes * MINUTE);
  }

  private static StreamProgress at(StreamPosition position, long count) {
    StreamSplit split = new StreamSplit("s", position, count, 0, 0, null);
    return new StreamProgress(split.with(StreamHistory.startingAt("a")), null);
  }

  private static @Nullable GroupInfo group(@Nullable StreamPosition position) {
    return position == null ? null : new GroupInfo("g", position, 1, 0, 0);
  }

  /** The reader is at 6-0, and the stream had 10 entries, of which 4 were removed. */
  @ParameterizedTest
  @CsvSource({
    "'the same',                            6, 10, 10, false",
    "'more entries and more removed',       5, 12, 12, false",
    "'everything trimmed',                  0, 10, 10, false",
    "'fewer entries ever added',            6, 9,  10, true",
    "'a lower last id',                     6, 10, 9,  true",
    "'removed entries came back',           8, 10, 10, true",
    "'refilled, with higher ids',           7, 10, 20, true",
    "'the last id is before the position',  5, 5,  5,  true",
  })
  void countersOfAStreamOnlyGrow(
      String why, long length, long added, long last, boolean rewritten) {
    StreamProgress progress = at(id(6), 6);
    progress.observe(new StreamInfo(6, 10, id(10), id(5), id(10)));
    StreamInfo now = new StreamInfo(length, added, id(last), id(1), id(last));
    assertThat(progress.isHistoryRewritten(Optional.of(now))).as(why).isEqualTo(rewritten);
  }

  @Test
  void aStreamWithMoreEntriesUpToThePositionThanWereReadHasAChangedHistory() {
    StreamInfo refilled = new StreamInfo(8, 8, id(5), id(1), id(5));
    assertThat(at(id(5), 5).isHistoryRewritten(Optional.of(refilled))).isTrue();
    StreamInfo deletedUnread = new StreamInfo(5, 8, id(8), id(1), id(5));
    assertThat(at(id(5), 5).isHistoryRewritten(Optional.of(deletedUnread))).isFalse();
  }

  @Test
  void anotherReplicationIdMovesThePositionBackUntilItIsPassedAgain() {
    StreamProgress progress = at(ago(1), 100);
    assertThat(progress.isFromAnotherServer("a")).isFalse();
    assertThat(progress.isFromAnotherServer("b")).isTrue();
    assertThat(progress.rewind("b", ago(2), group(ago(2)), FIVE_MINUTES)).isTrue();
    assertThat(progress.split().position()).isEqualTo(ago(6));
    assertThat(progress.split().entriesRead()).isEqualTo(GroupInfo.UNKNOWN);
    assertThat(progress.split().epoch()).isZero();
    assertThat(progress.advance(ago(2)).isRewound()).isTrue();
    assertThat(progress.advance(ago(1)).isRewound()).isFalse();
    assertThat(progress.isFromAnotherServer("b")).isFalse();
  }

  @Test
  void aServerThatDoesNotShowItsReplicationIdMayBeAnotherOneAndMovesThePositionBackOnce() {
    StreamProgress progress = at(ago(1), 100);
    assertThat(progress.isFromAnotherServer("")).isTrue();
    progress.rewind("", ago(2), group(ago(2)), FIVE_MINUTES);
    assertThat(progress.split().position()).isEqualTo(ago(6));
    assertThat(progress.isFromAnotherServer("")).isFalse();
    assertThat(progress.isFromAnotherServer("b")).as("nothing to compare it with").isFalse();
  }

  @Test
  void theEndOfTheStreamAlsoEndsTheRewindAndTheCountIsKnownAgainWithoutALoss() {
    StreamProgress progress = at(ago(1), 100);
    progress.rewind("b", ago(1), group(ago(1)), FIVE_MINUTES);
    progress.advance(ago(3));
    StreamInfo end = new StreamInfo(1, 120, ago(1), ago(3), ago(3));
    assertThat(progress.detectLoss(end, null, false).entries()).isZero();
    assertThat(progress.split().isRewound()).isFalse();
    assertThat(progress.split().position()).isEqualTo(ago(1));
    assertThat(progress.split().entriesRead()).isEqualTo(120);
  }

  @ParameterizedTest
  @CsvSource({
    "'nothing was acknowledged',         , , true",
    "'the group is where it was',       4, 4, true",
    "'the group is a little behind',    2, 4, true",
    "'the group is further back',       2, 9, false",
    "'the group is gone',               2, , false",
  })
  void aGroupFurtherBackThanARewindCoversMeansTheFirstEntry(
      String why, @Nullable Long acknowledged, @Nullable Long now, boolean rewinds) {
    StreamProgress progress = at(ago(1), 100);
    StreamPosition before = acknowledged == null ? StreamPosition.ZERO : ago(acknowledged);
    GroupInfo group = group(now == null ? null : ago(now));
    assertThat(progress.rewind("b", before, group, FIVE_MINUTES)).as(why).isEqualTo(rewinds);
    assertThat(progress.split().position()).isEqualTo(rewinds ? ago(6) : ago(1));
  }

  @Test
  void aSecondChangeWhileEntriesAreReadAgainMovesBackNoFurther() {
    StreamProgress progress = at(ago(1), 100);
    progress.rewind("b", ago(1), group(ago(1)), FIVE_MINUTES);
    progress.advance(ago(4));
    progress.rewind("c", ago(1), group(ago(1)), FIVE_MINUTES);
    assertThat(progress.split().position()).isEqualTo(ago(6));
    assertThat(progress.advance(ago(2)).isRewound()).isTrue();
    assertThat(progress.advance(ago(1)).isRewound()).isFalse();
  }

  @Test
  void entriesThatAStartSkippedOnPurposeAreNotReadAfterAChangeEither() {
    StreamSplit start = new StreamSplit("s", ago(3), 7, 0, 0, null);
    StreamProgress progress =
        new StreamProgress(start.with(StreamHistory.startingAt("a").withSkippedUpTo(ago(3))), null);
    progress.rewind("b", StreamPosition.ZERO, null, FIVE_MINUTES);
    assertThat(progress.split().position()).isEqualTo(ago(3));
    assertThat(progress.split().isRewound()).as("nothing is read again").isFalse();
    progress.advance(ago(1));
    progress.rewind("c", StreamPosition.ZERO, null, FIVE_MINUTES);
    assertThat(progress.split().position()).isEqualTo(ago(3));
    assertThat(progress.split().isRewound()).isTrue();
  }

  @Test
  void theLossThatAnotherInstanceMayHaveCausedByTrimmingIsJudgedByTheGroup() {
    // The reader is at 12-0 and read 4 entries fewer than there were; one entry is left.
    StreamInfo end = new StreamInfo(1, 12, id(12), id(12), id(12));
    GroupInfo all = new GroupInfo("g", id(11), 11, 0, 0);
    GroupInfo some = new GroupInfo("g", id(9), 9, 0, 0);
    GroupInfo unknown = new GroupInfo("g", id(9), GroupInfo.UNKNOWN, 0, 0);
    GroupInfo ahead = new GroupInfo("g", id(12), 11, 0, 0);
    assertThat(at(id(12), 8).detectLoss(end, all, true).entries()).isZero();
    assertThat(at(id(12), 8).detectLoss(end, some, true).entries()).isEqualTo(2);
    assertThat(at(id(12), 8).detectLoss(end, unknown, true).entries()).isZero();
    assertThat(at(id(12), 8).detectLoss(end, some, false).entries()).isEqualTo(4);
    assertThat(at(id(12), 8).detectLoss(end, ahead, false).entries()).isEqualTo(4);
    assertThat(at(id(12), 8).detectLoss(end, null, false).entries()).isEqualTo(4);
  }
}
