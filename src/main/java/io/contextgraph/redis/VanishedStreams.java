package io.contextgraph.redis;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The streams whose keys are gone, on their way to being forgotten: the fetcher thread finds them
 * absent for a while and stops reading them, the task thread reports them to the enumerator, and
 * once the enumerator has forgotten them, the fetcher thread finishes their splits. Thread-safe;
 * times are those of {@link System#nanoTime}.
 */
final class VanishedStreams {
  static final Duration ABSENCE = Duration.ofMinutes(1);

  private final Map<String, Long> absentSince = new HashMap<>();
  private final Set<String> retired = new LinkedHashSet<>();
  private final Set<String> unreported = new LinkedHashSet<>();
  private final Set<String> forgotten = new LinkedHashSet<>();
  private final Set<String> unfinished = new LinkedHashSet<>();

  /**
   * Records that a stream's key is absent, and nothing was read from it since it is.
   *
   * @return whether it has been absent for so long that it must not be read any longer
   */
  synchronized boolean isGone(String stream, long now) {
    Long since = absentSince.putIfAbsent(stream, now);
    if (since == null || now - since < ABSENCE.toNanos()) {
      return false;
    }
    if (retired.add(stream)) {
      unreported.add(stream);
    }
    return true;
  }

  /** Records that a stream's key exists. */
  synchronized void isPresent(String stream) {
    absentSince.remove(stream);
  }

  /** The streams to report to the enumerator; each is returned once. */
  synchronized List<String> takeUnreported() {
    List<String> taken = List.copyOf(unreported);
    unreported.clear();
    return taken;
  }

  /** The enumerator has forgotten a stream. */
  synchronized void forget(String stream) {
    forgotten.add(stream);
    unfinished.add(stream);
  }

  /** Whether checkpoints must not contain a stream any longer. */
  synchronized boolean isForgotten(String stream) {
    return forgotten.contains(stream);
  }

  /** The streams whose splits to finish; each is returned once. */
  synchronized List<String> takeUnfinished() {
    List<String> taken = List.copyOf(unfinished);
    unfinished.clear();
    return taken;
  }

  /**
   * The split of a stream is finished.
   *
   * @return whether that was because the stream was forgotten
   */
  synchronized boolean finished(String stream) {
    absentSince.remove(stream);
    retired.remove(stream);
    return forgotten.remove(stream);
  }
}
