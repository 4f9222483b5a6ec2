package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AssignedStreamsTest {
  private final AssignedStreams streams = new AssignedStreams();

  private static StreamPosition id(long millis) {
    return new StreamPosition(millis, 0);
  }

  private void assign(String stream, long position, @Nullable StreamPosition stopAt) {
    streams.add(StreamSplit.startingAfter(stream, id(position), position, stopAt), null);
  }

  /** Whether the entry is emitted. */
  private boolean read(String stream, long millis) {
    return streams.advance(new StreamEntry(stream, id(millis), List.of(), 0, true)) != null;
  }

  @Test
  void anEntryAdvancesItsStreamOnly() {
    assign("a", 1, null);
    assign("b", 1, null);
    FetchedEntry fetched = streams.advance(new StreamEntry("a", id(4), List.of(), 0, true));
    assertThat(fetched.splitAfter().position()).isEqualTo(id(4));
    assertThat(fetched.splitAfter().entriesRead()).isEqualTo(2);
    assertThat(streams.positions(streams.keys()))
        .containsEntry("a", id(4))
        .containsEntry("b", id(1));
  }

  @Test
  void aBoundedStreamEmitsItsLastEntryAndFinishes() {
    assign("a", 0, id(5));
    assertThat(read("a", 4)).isTrue();
    assertThat(streams.removeFinished()).isEmpty();
    assertThat(read("a", 5)).isTrue();
    assertThat(read("a", 6)).isFalse();
    assertThat(streams.removeFinished()).containsExactly("a");
    assertThat(streams.isEmpty()).isTrue();
    assertThat(streams.removeFinished()).isEmpty();
  }

  @Test
  void aBoundedStreamWhoseLastEntryWasDeletedFinishesAtTheNextOneWithoutEmittingIt() {
    assign("a", 0, id(5));
    assertThat(read("a", 6)).isFalse();
    assertThat(streams.removeFinished()).containsExactly("a");
  }

  @Test
  void aSplitThatIsAtItsEndFinishesWithoutARead() {
    assign("a", 5, id(5));
    assign("b", 0, null);
    assertThat(streams.removeFinished()).containsExactly("a");
    assertThat(streams.positions(streams.keys())).containsOnlyKeys("b");
  }

  @Test
  void anEntryOfAStreamThatIsNotAssignedIsDropped() {
    assign("a", 0, null);
    assertThat(read("b", 1)).isFalse();
  }

  @Test
  void anEntryThatWasReadInAnotherWayMeanwhileIsEmittedOnce() {
    assign("a", 1, null);
    assertThat(read("a", 4)).isTrue();
    assertThat(read("a", 4)).isFalse();
    assertThat(read("a", 3)).isFalse();
    assertThat(streams.progress("a").split().entriesRead()).isEqualTo(2);
  }
}
