package io.contextgraph.redis;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which readers of a bounded source have finished all their splits. Pure.
 *
 * <p>Readers end together: the splits of a task that has ended are in no later checkpoint, so that
 * a run without an end could not continue them.
 */
final class IdleReaders {
  private final Map<Integer, Integer> sent = new HashMap<>();
  private final Map<Integer, Integer> finished = new HashMap<>();

  /** A reader started, possibly again. */
  void started(int reader) {
    sent.put(reader, 0);
    finished.remove(reader);
  }

  void sent(int reader, int splits) {
    sent.merge(reader, splits, Integer::sum);
  }

  /**
   * @param received how many splits the reader had received when it finished
   */
  void finished(int reader, int received) {
    finished.put(reader, received);
  }

  boolean areAllIdle(Set<Integer> registered, int parallelism) {
    return registered.size() == parallelism
        && registered.stream()
            .allMatch(reader -> finished.getOrDefault(reader, -1) >= sent.getOrDefault(reader, 0));
  }
}
