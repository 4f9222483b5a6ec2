package io.contextgraph.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.contextgraph.event.Slice;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReachedPositionsTest {
  private static final ReachedPositions REACHED =
      new ReachedPositions(Map.of(0, 10L, 1, 20L, 2, 15L), 3);

  /** A session of a partition. */
  private static String session(int partition) {
    String session = "s";
    while (Slice.partitionOf(session, 3) != partition) {
      session += "s";
    }
    return session;
  }

  private static EventNode node(String session) {
    return new EventNode("id", session, false, false);
  }

  @Test
  void anEventIsAStrayUntilItsPartitionHasReachedIt() {
    assertThat(REACHED.highest()).isEqualTo(20);
    assertThat(node(session(0)).isStray(10L, REACHED)).isFalse();
    assertThat(node(session(0)).isStray(11L, REACHED)).isTrue();
    assertThat(node(session(1)).isStray(20L, REACHED)).isFalse();
    assertThat(node(session(1)).isStray(null, REACHED)).isTrue();
  }

  @Test
  void aNodeWithoutASessionIsLeftToTheWalkOfTheLedgerUpToTheHighestPosition() {
    assertThat(node(null).isStray(20L, REACHED)).isFalse();
    assertThat(node(null).isStray(21L, REACHED)).isTrue();
  }

  @Test
  void onlyAMissingParentWithNothingButItsIdIsNoStray() {
    assertThat(new EventNode("id", null, true, true).isStray(null, REACHED)).isFalse();
    assertThat(new EventNode("id", null, true, false).isStray(null, REACHED)).isTrue();
    assertThat(new EventNode("id", null, false, true).isStray(null, REACHED)).isTrue();
  }

  @Test
  void aProjectionThatLacksAPartitionIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReachedPositions(Map.of(0, 1L, 2, 1L), 3))
        .withMessageContaining("partition 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReachedPositions(Map.of(), 0))
        .withMessageContaining("no projection");
  }
}
