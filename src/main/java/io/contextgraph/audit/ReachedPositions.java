package io.contextgraph.audit;

import io.contextgraph.event.Slice;
import java.util.Map;

/**
 * How far a projection is.
 *
 * @param byPartition the position of each partition
 * @throws IllegalArgumentException if a partition is missing
 */
record ReachedPositions(Map<Integer, Long> byPartition, int partitions) {
  ReachedPositions {
    byPartition = Map.copyOf(byPartition);
    if (partitions == 0) {
      throw new IllegalArgumentException("the graph has no projection of this name");
    }
    for (int partition = 0; partition < partitions; partition++) {
      if (!byPartition.containsKey(partition)) {
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
