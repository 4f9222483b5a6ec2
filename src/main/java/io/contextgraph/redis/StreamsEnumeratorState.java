package io.contextgraph.redis;

import java.util.List;

/**
 * The enumerator's part of a checkpoint.
 *
 * @param discovered every stream for which a split was made, in order of discovery
 * @param unassigned splits not assigned to a reader
 * @param polled whether Redis has been polled; streams that appear later are read from their first
 *     entry
 */
public record StreamsEnumeratorState(
    List<String> discovered, List<StreamSplit> unassigned, boolean polled) {
  /** The state of a job that has not polled Redis yet. */
  static final StreamsEnumeratorState INITIAL =
      new StreamsEnumeratorState(List.of(), List.of(), false);

  public StreamsEnumeratorState {
    discovered = List.copyOf(discovered);
    unassigned = List.copyOf(unassigned);
  }

  /** The state of a run that reads only some streams, possibly without an end. */
  StreamsEnumeratorState continuedBy(StreamSelection selection, boolean bounded) {
    return new StreamsEnumeratorState(
        discovered.stream().filter(selection::contains).toList(),
        unassigned.stream()
            .filter(split -> selection.contains(split.stream()))
            .map(split -> bounded ? split : split.withoutEnd())
            .toList(),
        polled);
  }
}
