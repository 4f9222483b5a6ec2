package io.contextgraph.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Chooses the streams to inspect, so that few streams are inspected once a second each, and many at
 * a bounded rate: those that were read since their last inspection first, the others in turn. Pure;
 * times are those of {@link System#nanoTime}.
 */
final class InspectionSchedule {
  static final int STREAMS_PER_SECOND = 100;
  private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

  /** The streams in the order of their last inspection. */
  private final Set<String> queue = new LinkedHashSet<>();

  private final Set<String> read = new LinkedHashSet<>();
  private boolean started;
  private long nextInspection;

  /** Records that a stream had entries. */
  void wasRead(String stream) {
    read.add(stream);
  }

  /** The streams to inspect now; none if the last inspection was less than a second ago. */
  List<String> due(Set<String> assigned, long now) {
    if (started && now - nextInspection < 0) {
      return List.of();
    }
    started = true;
    nextInspection = now + INTERVAL_NANOS;
    queue.retainAll(assigned);
    queue.addAll(assigned);
    read.retainAll(queue);
    List<String> due = new ArrayList<>(first(read, STREAMS_PER_SECOND / 2));
    due.forEach(queue::remove);
    due.addAll(first(queue, STREAMS_PER_SECOND - due.size()));
    due.forEach(queue::remove);
    due.forEach(read::remove);
    queue.addAll(due);
    return due;
  }

  private static List<String> first(Set<String> streams, int limit) {
    return streams.stream().limit(limit).toList();
  }
}
