package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdleStreamsTest {
  private static final int MAX_IDLE = 100;

  private final IdleStreams idleStreams = new IdleStreams();

  private static List<StreamSplit> splits(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new StreamSplit(prefix + i, StreamPosition.ZERO, 0, 0, 0, null))
        .toList();
  }

  @Test
  void allStreamsThatChangedAreDueHoweverMany() {
    List<StreamSplit> changed = splits("changed", 3 * MAX_IDLE);
    assertThat(idleStreams.due(changed, split -> false))
        .containsExactlyInAnyOrderElementsOf(changed);
  }

  @Test
  void fewIdleStreamsAreEachDueOnceAtEachCheckpoint() {
    List<StreamSplit> idle = splits("idle", 3);
    for (int checkpoint = 0; checkpoint < 5; checkpoint++) {
      assertThat(idleStreams.due(idle, split -> true)).containsExactlyInAnyOrderElementsOf(idle);
    }
  }

  @Test
  void ofManyIdleStreamsAHundredAreDueBesidesThoseThatChangedAndEachInItsTurn() {
    List<StreamSplit> idle = splits("idle", 2 * MAX_IDLE + 1);
    List<StreamSplit> changed = splits("changed", 5);
    List<StreamSplit> all = Stream.of(idle, changed).flatMap(List::stream).toList();
    Set<StreamSplit> seen = new HashSet<>();
    for (int checkpoint = 0; checkpoint < 3; checkpoint++) {
      List<StreamSplit> due = idleStreams.due(all, idle::contains);
      assertThat(due).doesNotHaveDuplicates().containsAll(changed).hasSize(MAX_IDLE + 5);
      seen.addAll(due);
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void nothingIsDueWithoutStreams() {
    assertThat(idleStreams.due(List.of(), split -> true)).isEmpty();
  }
}
