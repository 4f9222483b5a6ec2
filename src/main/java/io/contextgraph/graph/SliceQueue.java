package io.contextgraph.graph;

import io.contextgraph.event.Slice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Slices that wait to be applied, in the order of their arrival. */
final class SliceQueue {
  private final Deque<Slice> waiting = new ArrayDeque<>();
  private final int batchEvents;

  /**
   * @param batchEvents a batch ends with the slice that reaches this number of events
   */
  SliceQueue(int batchEvents) {
    this.batchEvents = batchEvents;
  }

  void add(Slice slice) {
    waiting.add(slice);
  }

  int size() {
    return waiting.size();
  }

  /** Removes and returns the next batch; empty if no slice waits. */
  List<Slice> nextBatch() {
    List<Slice> batch = new ArrayList<>();
    int events = 0;
    while (!waiting.isEmpty() && events < batchEvents) {
      Slice slice = waiting.remove();
      events += slice.events().size();
      batch.add(slice);
    }
    return batch;
  }
}
