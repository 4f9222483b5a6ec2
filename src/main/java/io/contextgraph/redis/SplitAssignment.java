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
  private final ForgottenStreams forgotten = new ForgottenStreams();
  private boolean polled;

  SplitAssignment(StreamsEnumeratorState state) {
    discovered = new LinkedHashSet<>(state.discovered());
    polled = state.polled();
    add(state.unassigned());
  }

  StreamsEnumeratorState state() {
    return new StreamsEnumeratorState(
        discovered.stream().filter(stream -> !forgotten.contains(stream)).toList(),
        new ArrayList<>(unassigned.values()),
        polled);
  }

  /** The state for a checkpoint. */
  StreamsEnumeratorState snapshot(long checkpoint) {
    forgotten.snapshot(checkpoint);
    return state();
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
      forgotten.remove(split.stream());
    }
  }

  /**
   * Forgets a stream that a reader drops: no later checkpoint contains it. It is not discovered
   * again before such a checkpoint has completed, nor if the reader is restored from an earlier
   * one.
   */
  void forget(String stream, int reader) {
    unassigned.remove(stream);
    forgotten.add(stream, reader);
  }

  /** A reader started, from the last completed checkpoint. */
  void readerStarted(int reader) {
    forgotten.restored(reader);
  }

  /**
   * A checkpoint completed.
   *
   * @return the forgotten streams that may now be discovered again
   */
  List<String> checkpointCompleted(long checkpoint) {
    List<String> covered = forgotten.takeCovered(checkpoint);
    discovered.removeAll(covered);
    return covered;
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
