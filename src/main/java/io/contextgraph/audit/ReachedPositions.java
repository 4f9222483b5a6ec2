package io.contextgraph.audit;

import io.contextgraph.event.Slice;
import java.util.Collection;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How far a projection is.
 *
 * @param byPartition the position of each partition
 * @param partitions how many partitions the projection has
 * @throws IllegalArgumentException if a partition is missing
 */
record ReachedPositions(Map<Integer, Long> byPartition, int partitions) {
  ReachedPositions {
    byPartition = Map.copyOf(byPartition);
    if (partitions == 0) {
      throw new IllegalArgumentException("the graph has no projection of this name");
    }
    requireAll(byPartition, IntStream.range(0, partitions).boxed().toList());
  }

  /**
   * Checks that partitions have a position.
   *
   * @throws IllegalArgumentException if one has none
   */
  static void requireAll(Map<Integer, Long> positions, Collection<Integer> partitions) {
    for (int partition : partitions) {
      if (!positions.containsKey(partition)) {
        throw new IllegalArgumentException(
            "the graph lacks the position of partition "
                + partition
                + ": start its job or run graph rebuild first");
      }
    }
  }

  int partition(String session) {
    return Slice.partitionOf(session, partitions);
  }

  /** The position of a session's partition. */
  long of(String session) {
    return byPartition.getOrDefault(partition(session), 0L);
  }

  /** The highest position that a partition has reached. */
  long highest() {
    return byPartition.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }
}
