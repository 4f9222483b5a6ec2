package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedHistoryTest {
  private final SharedHistory history = new SharedHistory();

  private static StreamSplit split(long position, long count, int epoch) {
    StreamPosition at = new StreamPosition(position, 0);
    return new StreamSplit("s", at, count, 0, epoch, null).with(StreamHistory.startingAt("a"));
  }

  @Test
  void aCheckpointContainsACorrectionOnceEverythingBeforeItWasEmitted() {
    history.correct(split(5, 5, 0), split(5, 8, 0));
    assertThat(history.current(split(4, 4, 0))).as("not emitted yet").isEqualTo(split(4, 4, 0));
    assertThat(history.current(split(5, 5, 0))).isEqualTo(split(5, 8, 0));
    history.correct(split(5, 8, 0), split(0, 0, 1));
    assertThat(history.current(split(5, 5, 0))).isEqualTo(split(0, 0, 1));
    assertThat(history.current(split(1, 1, 1))).isEqualTo(split(1, 1, 1));
  }

  @Test
  void aCheckpointContainsTheNewEpochAlsoWhereALaterSplitWasCorrectedSince() {
    StreamSplit emitted = split(5, 5, 0);
    history.beginEpoch(split(0, 0, 1));
    history.correct(emitted, split(0, 0, 1));
    history.correct(split(0, 0, 1), split(0, 3, 1));
    // A batch up to 7-0 was fetched and not emitted yet.
    history.correct(split(7, 10, 1), split(7, 12, 1));
    assertThat(history.current(emitted)).isEqualTo(split(0, 3, 1));
    assertThat(history.current(split(6, 9, 1))).isEqualTo(split(6, 9, 1));
    assertThat(history.current(split(7, 10, 1))).isEqualTo(split(7, 12, 1));
  }

  @Test
  void aDoubtEndsWithTheHistoryThatIsDoubted() {
    history.doubt(split(5, 5, 0), "the group vanished");
    assertThat(history.doubtAbout(split(6, 6, 0))).contains("the group vanished");
    assertThat(history.doubtAbout(split(1, 1, 1))).isEmpty();
  }

  @Test
  void whatWasAcknowledgedIsPartOfTheStateOfTheSameHistory() {
    StreamPosition group = new StreamPosition(5, 0);
    StreamSplit acknowledged = split(5, 5, 0);
    history.acknowledged(
        acknowledged.with(acknowledged.history().acknowledged(group, group.next())),
        new GroupInfo("g", group, 5, 0, 0));
    assertThat(history.current(split(7, 7, 0)).history().acknowledged()).isEqualTo(group);
    assertThat(history.current(split(7, 7, 0)).history().trimmedBefore()).isEqualTo(group.next());
    assertThat(history.current(split(7, 7, 1)).history().acknowledged())
        .isEqualTo(StreamPosition.ZERO);
  }

  @Test
  void aGroupThatThisReaderIsMovingOrHasJustMovedWasNotMovedByAnother() {
    GroupInfo five = new GroupInfo("g", new StreamPosition(5, 0), 5, 0, 0);
    GroupInfo six = new GroupInfo("g", new StreamPosition(6, 0), 6, 0, 0);
    GroupInfo seven = new GroupInfo("g", new StreamPosition(7, 0), 7, 0, 0);
    history.expect(five);
    history.moving(six);
    assertThat(history.isMovedByAnother(five)).as("not moved yet").isFalse();
    assertThat(history.isMovedByAnother(six)).as("moved, and not confirmed yet").isFalse();
    assertThat(history.isMovedByAnother(seven)).isTrue();
    history.acknowledged(split(6, 6, 0), six);
    assertThat(history.isMovedByAnother(five)).as("read before it was moved").isFalse();
    history.expect(seven);
    assertThat(history.isMovedByAnother(six)).isTrue();
  }

  @Test
  void aGroupThatIsNotWhereThisReaderLeftItWasMovedByAnother() {
    GroupInfo five = new GroupInfo("g", new StreamPosition(5, 0), 5, 0, 0);
    GroupInfo six = new GroupInfo("g", new StreamPosition(6, 0), 6, 0, 0);
    assertThat(history.isMovedByAnother(five)).as("nothing is known yet").isFalse();
    history.expect(five);
    assertThat(history.isMovedByAnother(five)).isFalse();
    assertThat(history.isMovedByAnother(six)).isTrue();
    history.acknowledged(split(6, 6, 0), six);
    assertThat(history.isMovedByAnother(six)).isFalse();
    history.groupMoved(five);
    assertThat(history.takeMovedGroup()).isEqualTo(five);
    assertThat(history.takeMovedGroup()).isNull();
  }
}
