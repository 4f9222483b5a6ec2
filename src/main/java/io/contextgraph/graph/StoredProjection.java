package io.contextgraph.graph;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The {@code (:Projection)} nodes of a projection: decides whether it can be continued. Pure.
 *
 * @param nodes all nodes of the projection, or those of some of its partitions
 */
record StoredProjection(List<StoredPartition> nodes) {
  /**
   * The version of the form in which this release stores the graph. Version 2 orders the events of
   * a session by time and position; version 0.1 ordered them by time and id, and wrote no version.
   */
  static final int FORMAT_VERSION = 2;

  /** Whether every partition exists and can be continued. */
  boolean isComplete(int partitions) {
    return nodes.size() == partitions
        && isCurrent()
        && nodes.stream().allMatch(node -> node.partitions() == partitions);
  }

  private boolean isCurrent() {
    return nodes.stream().allMatch(node -> node.formatVersion() == FORMAT_VERSION);
  }

  /**
   * Checks that partitions which do not exist may be created at position 0, and that the others may
   * be continued.
   *
   * @param partitions the configured number of partitions
   * @param hasEvents whether the graph contains events
   * @throws ProjectionException if the graph must be rebuilt, or has another number of partitions
   */
  void requireContinuable(int partitions, boolean hasEvents) {
    nodes.forEach(node -> requireKnown(node.formatVersion()));
    boolean written = nodes.stream().anyMatch(node -> node.formatVersion() > 0);
    if (hasEvents && (nodes.isEmpty() || !isCurrent())) {
      throw ProjectionException.noCurrentFormat(partitions);
    }
    for (StoredPartition node : nodes) {
      int stored = written ? node.partitions() : nodes.size();
      if (stored != partitions) {
        throw ProjectionException.otherPartitions(stored, partitions);
      }
    }
  }

  /**
   * Checks that locked partitions can be continued.
   *
   * @param locked the numbers of the partitions that were to be locked
   * @param partitions the configured number of partitions
   * @throws ProjectionException if one does not exist, or has another format
   */
  void requireCurrent(Collection<Integer> locked, int partitions) {
    SortedMap<Integer, ProjectionMark> marks = marks();
    nodes.forEach(node -> requireKnown(node.formatVersion()));
    if (!isCurrent()) {
      throw ProjectionException.noCurrentFormat(partitions);
    }
    for (int partition : locked) {
      if (!marks.containsKey(partition)) {
        throw ProjectionException.noPosition(partition);
      }
    }
  }

  private static void requireKnown(int formatVersion) {
    if (formatVersion > FORMAT_VERSION) {
      throw ProjectionException.laterFormat(formatVersion, FORMAT_VERSION);
    }
  }

  /** The number of partitions, counting those whose node was removed; 0 if there is none. */
  int partitions() {
    return nodes.stream()
        .mapToInt(node -> Math.max(node.partitions(), node.partition() + 1))
        .max()
        .orElse(0);
  }

  SortedMap<Integer, ProjectionMark> marks() {
    SortedMap<Integer, ProjectionMark> marks = new TreeMap<>();
    nodes.forEach(node -> marks.put(node.partition(), node.mark()));
    return marks;
  }

  SortedMap<Integer, Long> positions() {
    SortedMap<Integer, Long> positions = new TreeMap<>();
    nodes.forEach(node -> positions.put(node.partition(), node.position()));
    return positions;
  }
}
