package io.contextgraph.redis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The current epochs of a reader's streams. Shared by the fetcher thread, which detects that a
 * stream's history was rewritten, and the acknowledger thread, which must then ignore checkpoints
 * of older epochs.
 */
final class StreamEpochs {
  private final Map<String, Integer> epochs = new ConcurrentHashMap<>();

  void begin(String stream, int epoch) {
    epochs.put(stream, epoch);
  }

  /** Whether the split was taken before the stream's history was rewritten. */
  boolean isOutdated(StreamSplit split) {
    return split.epoch() < epochs.getOrDefault(split.stream(), 0);
  }
}
