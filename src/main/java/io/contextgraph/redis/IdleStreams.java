package io.contextgraph.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Selects the streams to acknowledge at a checkpoint: all that changed, and a few of the others in
 * turn, so that a change of their history is noticed and what other groups released is trimmed.
 * Pure.
 */
final class IdleStreams {
  private static final int MAX_IDLE = 100;

  private int next;

  /**
   * @param isIdle whether nothing of a split changed since it was acknowledged
   */
  List<StreamSplit> due(List<StreamSplit> splits, Predicate<StreamSplit> isIdle) {
    List<StreamSplit> due = new ArrayList<>();
    List<StreamSplit> idle = new ArrayList<>();
    for (StreamSplit split : splits) {
      (isIdle.test(split) ? idle : due).add(split);
    }
    for (int i = 0; i < Math.min(MAX_IDLE, idle.size()); i++) {
      due.add(idle.get(Math.floorMod(next++, idle.size())));
    }
    return due;
  }
}
