package io.contextgraph.redis;

import java.util.List;

/**
 * @param discovered every stream that was ever made a split, in order of discovery
 * @param unassigned splits that no reader has
 */
public record StreamsEnumeratorState(List<String> discovered, List<StreamSplit> unassigned) {
  public StreamsEnumeratorState {
    discovered = List.copyOf(discovered);
    unassigned = List.copyOf(unassigned);
  }
}
