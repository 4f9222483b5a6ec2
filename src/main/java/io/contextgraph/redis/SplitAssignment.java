package io.contextgraph.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which streams are known, and which split goes to which reader. Pure. Streams go round the readers
 * in order of discovery, so that a few streams spread evenly.
 */
final class SplitAssignment {
  private final Set<String> discovered;
  private final Map<String, StreamSplit> unassigned = new LinkedHashMap<>();
  private boolean looked;

  SplitAssignment(StreamsEnumeratorState state) {
    discovered = new LinkedHashSet<>(state.discovered());
    looked = state.looked();
    add(state.unassigned());
  }

  StreamsEnumeratorState state() {
    return new StreamsEnumeratorState(
        new ArrayList<>(discovered), new ArrayList<>(unassigned.values()), looked);
  }

  boolean knows(String stream) {
    return discovered.contains(stream);
  }

  /** Takes what a look at Redis found, if it found anything new. */
  void found(List<StreamSplit> splits) {
    looked = true;
    add(splits);
  }

  /** Takes splits that no reader has: new ones, or those of a reader that failed. */
  void add(List<StreamSplit> splits) {
    for (StreamSplit split : splits) {
      discovered.add(split.stream());
      unassigned.put(split.stream(), split);
    }
  }

  /** Hands out what can be handed out; what it returns is no longer unassigned. */
  Map<Integer, List<StreamSplit>> assign(Set<Integer> registered, int parallelism) {
    Map<Integer, List<StreamSplit>> assigned = new HashMap<>();
    int place = 0;
    for (String stream : discovered) {
      int reader = place++ % parallelism;
      StreamSplit split = unassigned.get(stream);
      if (split != null && registered.contains(reader)) {
        unassigned.remove(stream);
        assigned.computeIfAbsent(reader, none -> new ArrayList<>()).add(split);
      }
    }
    return assigned;
  }

  boolean isEmpty() {
    return unassigned.isEmpty();
  }
}
