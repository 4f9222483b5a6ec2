package io.contextgraph.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The streams that cannot be read at present, with the reasons. Each is tried again every minute.
 * Pure; times are those of {@link System#nanoTime}.
 */
final class LeftOutStreams {
  private static final long RETRY_NANOS = Duration.ofMinutes(1).toNanos();

  private record Left(String reason, long retryAt) {}

  private final Map<String, Left> streams = new LinkedHashMap<>();

  /**
   * Leaves a stream out.
   *
   * @return whether the stream was not yet left out for this reason
   */
  boolean leaveOut(String stream, String reason, long now) {
    Left before = streams.put(stream, new Left(reason, now + RETRY_NANOS));
    return before == null || !before.reason().equals(reason);
  }

  /** The streams to try again now; each is due again a minute later. */
  List<String> due(long now) {
    List<String> due = new ArrayList<>();
    streams.replaceAll(
        (stream, left) -> {
          if (now - left.retryAt() < 0) {
            return left;
          }
          due.add(stream);
          return new Left(left.reason(), now + RETRY_NANOS);
        });
    return due;
  }

  /**
   * Records that a stream was read.
   *
   * @return whether it had been left out
   */
  boolean wasRead(String stream) {
    return !streams.isEmpty() && streams.remove(stream) != null;
  }

  boolean isEmpty() {
    return streams.isEmpty();
  }

  /** The reason for each stream. */
  Map<String, String> reasons() {
    Map<String, String> reasons = new LinkedHashMap<>();
    streams.forEach((stream, left) -> reasons.put(stream, left.reason()));
    return reasons;
  }
}
