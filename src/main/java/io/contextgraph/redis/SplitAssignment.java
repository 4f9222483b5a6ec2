package io.contextgraph.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Assigns streams to readers: round-robin in the order of discovery, so that a few streams spread
 * evenly and a stream keeps its reader for as long as the parallelism stays the same. Pure.
 */
final class SplitAssignment {
  private final Set<String> discovered;
  private final Map<String, StreamSplit> unassigned = new LinkedHashMap<>();
  private boolean polled;

  SplitAssignment(StreamsEnumeratorState state) {
    discovered = new LinkedHashSet<>(state.discovered());
    polled = state.polled();
    add(state.unassigned());
  }

  StreamsEnumeratorState state() {
    return new StreamsEnumeratorState(
        new ArrayList<>(discovered), new ArrayList<>(unassigned.values()), polled);
  }

  boolean contains(String stream) {
    return discovered.contains(stream);
  }

  /** Adds the new streams of one discovery, possibly none. */
  void addDiscovered(List<StreamSplit> splits) {
    polled = true;
    add(splits);
  }

  /** Adds unassigned splits: new ones, or those that a failed reader returned. */
  void add(List<StreamSplit> splits) {
    for (StreamSplit split : splits) {
      discovered.add(split.stream());
      unassigned.put(split.stream(), split);
    }
  }

  /** Forgets a stream, which may be discovered again. */
  void forget(String stream) {
    discovered.remove(stream);
    unassigned.remove(stream);
  }

  /**
   * Assigns every split whose reader is registered.
   *
   * @return the splits by reader; they are no longer unassigned
   */
  Map<Integer, List<StreamSplit>> assign(Set<Integer> registered, int parallelism) {
    Map<Integer, List<StreamSplit>> assigned = new HashMap<>();
    int index = 0;
    for (String stream : discovered) {
      int reader = index++ % parallelism;
      StreamSplit split = unassigned.get(stream);
      if (split != null && registered.contains(reader)) {
        unassigned.remove(stream);
        assigned.computeIfAbsent(reader, none -> new ArrayList<>()).add(split);
      }
    }
    return assigned;
  }

  /** Whether every split has been assigned. */
  boolean isComplete() {
    return unassigned.isEmpty();
  }
}
