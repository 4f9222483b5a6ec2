package io.contextgraph.redis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The histories of a reader's streams, and why the reader must stop. Thread-safe. */
final class SharedHistories {
  private final Map<String, SharedHistory> histories = new ConcurrentHashMap<>();
  private volatile @Nullable RuntimeException stop;

  SharedHistory of(String stream) {
    return histories.computeIfAbsent(stream, none -> new SharedHistory());
  }

  /** Forgets a stream that is no longer read. */
  void forget(String stream) {
    histories.remove(stream);
  }

  /** Makes the reader stop for good. */
  void stop(RuntimeException reason) {
    stop = reason;
  }

  /** Why the reader must stop; null if it need not. */
  @Nullable RuntimeException reasonToStop() {
    return stop;
  }
}
