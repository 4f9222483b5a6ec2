package io.contextgraph.redis;

import java.util.List;

/**
 * @param discovered every stream that was ever made a split, in order of discovery
 * @param unassigned splits that no reader has
 * @param looked whether Redis was ever looked at: what is found later is read from its first entry
 */
public record StreamsEnumeratorState(
    List<String> discovered, List<StreamSplit> unassigned, boolean looked) {
  /** Of a job that never reached Redis. */
  static final StreamsEnumeratorState NONE =
      new StreamsEnumeratorState(List.of(), List.of(), false);

  public StreamsEnumeratorState {
    discovered = List.copyOf(discovered);
    unassigned = List.copyOf(unassigned);
  }
}
