package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stream of the entries 1-0 to 10-0, of which a checkpoint covers those up to 6-0. */
class AcknowledgementTest {
  private static final StreamInfo STREAM = new StreamInfo(10, 10, id(10), id(10));

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
    assertThat(of(split(6, 1), split(5, 1), ahead).movesGroup()).isFalse();
  }

  /** Groups as {@code name:position:pending}; a group with pending entries needs 2-0. */
  @ParameterizedTest
  @CsvSource({
    "'',              6-1",
    "own:3:0,         6-1",
    "own:3:5,         6-1",
    "a:9:0,           6-1",
    "a:4:0,           4-1",
    "a:4:0 b:3:0,     3-1",
    "a:9:1,           2-0",
    "a:4:1 b:3:0,     2-0",
  })
  void trimmingKeepsWhatAnotherGroupHasNotReadOrNotAcknowledged(String groups, String first) {
    GroupInfo[] parsed =
        Arrays.stream(groups.split(" "))
            .filter(text -> !text.isEmpty())
            .map(text -> text.split(":"))
            .map(it -> group(it[0], Long.parseLong(it[1]), 0, Long.parseLong(it[2])))
            .toArray(GroupInfo[]::new);
    assertThat(of(split(6, 0), null, parsed).firstToKeep(group -> Optional.of(id(2))))
        .hasToString(first);
  }

  @Test
  void deletedPendingEntriesDoNotBlockTrimming() {
    Acknowledgement acknowledgement = of(split(6, 0), null, group("a", 4, 4, 1));
    assertThat(acknowledgement.firstToKeep(group -> Optional.empty())).hasToString("4-1");
  }
}
