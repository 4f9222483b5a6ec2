package io.contextgraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoredProjectionTest {
  private static StoredProjection projection(int formatVersion, int partitions, int... nodes) {
    return new StoredProjection(
        IntStream.of(nodes)
            .mapToObj(
                node ->
                    new StoredPartition(
                        node, new ProjectionMark(7, null), "ledger", formatVersion, partitions))
            .toList());
  }

  @Test
  void nothingStoredIsContinuedOnlyInAGraphWithoutEvents() {
    StoredProjection none = new StoredProjection(List.of());
    assertThat(none.isComplete(2)).isFalse();
    assertThatCode(() -> none.requireContinuable(2, false)).doesNotThrowAnyException();
    assertThatThrownBy(() -> none.requireContinuable(16, true))
        .hasMessageContaining("graph rebuild --partitions 16");
  }

  @Test
  void nodesWithoutAVersionAreContinuedOnlyInAGraphWithoutEvents() {
    StoredProjection old = projection(0, 0, 0, 1);
    assertThat(old.isComplete(2)).isFalse();
    assertThatCode(() -> old.requireContinuable(2, false)).doesNotThrowAnyException();
    assertThatThrownBy(() -> old.requireContinuable(3, false)).hasMessageContaining("2 partitions");
    assertThatThrownBy(() -> old.requireContinuable(2, true)).hasMessageContaining("graph rebuild");
    assertThatThrownBy(() -> old.requireCurrent(Set.of(0), 2))
        .hasMessageContaining("graph rebuild --partitions 2");
  }

  /** Version 1 was never written; it stands for any version before the current one. */
  @Test
  void anOlderVersionIsContinuedOnlyInAGraphWithoutEvents() {
    StoredProjection older = projection(1, 2, 0, 1);
    assertThat(older.isComplete(2)).isFalse();
    assertThatCode(() -> older.requireContinuable(2, false)).doesNotThrowAnyException();
    assertThatThrownBy(() -> older.requireContinuable(2, true))
        .hasMessageContaining("graph rebuild --partitions 2");
    assertThatThrownBy(() -> older.requireCurrent(Set.of(0), 2))
        .hasMessageContaining("older format version");
  }

  @Test
  void aNodeThatIsMissingMayBeCreated() {
    StoredProjection gap = projection(2, 3, 0, 2);
    assertThat(gap.isComplete(3)).isFalse();
    assertThat(gap.partitions()).isEqualTo(3);
    assertThatCode(() -> gap.requireContinuable(3, true)).doesNotThrowAnyException();
    assertThatThrownBy(() -> gap.requireContinuable(2, true)).hasMessageContaining("3 partitions");
    assertThatThrownBy(() -> gap.requireCurrent(Set.of(0, 1), 3))
        .hasMessageContainingAll("partition 1", "again from the first");
  }

  @Test
  void aCompleteProjectionIsContinued() {
    StoredProjection all = projection(2, 2, 0, 1);
    assertThat(all.isComplete(2)).isTrue();
    assertThatCode(() -> all.requireCurrent(Set.of(0, 1), 2)).doesNotThrowAnyException();
  }

  @Test
  void theNumberOfPartitionsCountsNodesThatWereRemoved() {
    assertThat(new StoredProjection(List.of()).partitions()).isZero();
    assertThat(projection(0, 0, 1, 3).partitions()).isEqualTo(4);
  }
}
