package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stream of the entries 1-0 to 10-0, of which a checkpoint covers those up to 6-0. */
class AcknowledgementTest {
  private static final StreamInfo STREAM = new StreamInfo(10, 10, id(10), id(1), id(10));

  private static StreamPosition id(long millis) {
    return new StreamPosition(millis, 0);
  }

  private static StreamSplit split(long position, int epoch) {
    return new StreamSplit("s", id(position), position, 0, epoch, null);
  }

  private static Acknowledgement of(
      StreamSplit durable, @Nullable StreamSplit previous, GroupInfo... groups) {
    return new Acknowledgement(durable, previous, STREAM, List.of(groups), "own");
  }

  private static GroupInfo group(String name, long position, long count, long pending) {
    return new GroupInfo(name, id(position), count, GroupInfo.UNKNOWN, pending);
  }

  @ParameterizedTest
  @CsvSource({
    "the group is behind,                 5,  5,  true",
    "the group is at the position,        6,  6,  false",
    "the group is ahead,                  7,  7,  false",
    "the group's count is unknown,        7,  -1, false",
    "the group is beyond the stream,      11, 9,  true",
    "the group counts more than there is, 8,  11, true",
  })
  void theGroupOnlyMovesForwardUnlessItsHistoryWasRewritten(
      String why, long position, long count, boolean moves) {
    assertThat(of(split(6, 0), null, group("own", position, count, 0)).movesGroup())
        .as(why)
        .isEqualTo(moves);
  }

  @Test
  void aMissingGroupIsCreated() {
    assertThat(of(split(6, 0), null, group("other", 9, 9, 0)).movesGroup()).isTrue();
  }

  @Test
  void aNewEpochCanMoveTheGroupBackward() {
    GroupInfo ahead = group("own", 9, 9, 0);
    assertThat(of(split(6, 1), split(9, 0), ahead).movesGroup()).isTrue();
    // Otherwise two instances of the source would move it back in turn, for ever.
    assertThat(of(split(6, 1), split(8, 0), ahead).movesGroup())
        .as("another instance moved it since")
        .isFalse();
    assertThat(of(split(6, 1), split(5, 1), ahead).movesGroup()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "the count was corrected,       6, 4,  true",
    "the group has no count,        6, -1, true",
    "the count is right,            6, 6,  false",
  })
  void aCorrectedCountIsAcknowledgedAtTheSamePosition(
      String why, long position, long count, boolean moves) {
    assertThat(of(split(6, 0), split(6, 0), group("own", position, count, 0)).movesGroup())
        .as(why)
        .isEqualTo(moves);
  }

  /** The stream's first entry is 1-0; 5-0 was acknowledged before. */
  @ParameterizedTest
  @CsvSource({
    "5,  1, ''",
    "8,  1, ''",
    "-1, 1, 'group own vanished, which was at 5-0'",
    "4,  1, 'group own moved back from 5-0 to 4-0'",
    "5,  2, 'entry 1-0 is there, although all before 2-0 were removed'",
  })
  void aGroupThatIsBehindAndEntriesThatWereRemovedAreEvidenceOfAChangedHistory(
      long group, long trimmedBefore, String evidence) {
    StreamSplit read = split(6, 0);
    StreamSplit durable = read.with(read.history().acknowledged(id(5), id(trimmedBefore)));
    GroupInfo[] groups = {group("other", 2, 2, 0), group("own", group, group, 0)};
    GroupInfo[] present = group < 0 ? Arrays.copyOf(groups, 1) : groups;
    assertThat(of(durable, null, present).evidence().orElse("")).isEqualTo(evidence);
  }

  /** The group is left at 6-0, and the stream is looked at once more. */
  @ParameterizedTest
  @CsvSource({
    "10, 10, 6,  ''",
    "12, 12, 8,  ''",
    "10, 10, -1, 'group own vanished, which was at 6-0'",
    "10, 10, 5,  'group own moved back from 6-0 to 5-0'",
    "9,  12, 6,  'it was %s and is now %s'",
    "12, 9,  6,  'it was %s and is now %s'",
  })
  void aStreamThatIsDeletedAndFilledAgainJustBeforeItIsTrimmedIsNoticed(
      long added, long last, long group, String evidence) {
    GroupInfo left = group("own", 6, 6, 0);
    StreamInfo later = new StreamInfo(added, added, id(last), id(1), id(last));
    List<GroupInfo> groups = group < 0 ? List.of() : List.of(group("own", group, group, 0));
    assertThat(of(split(6, 0), null, left).evidenceIn(later, groups, left).orElse(""))
        .isEqualTo(evidence.formatted(STREAM, later));
  }

  @Test
  void aStreamOfWhichNothingWasAcknowledgedIsNoEvidence() {
    assertThat(of(split(6, 0), null).evidence()).isEmpty();
    assertThat(of(split(6, 0), null, group("own", 2, 2, 0)).evidence()).isEmpty();
  }
}
