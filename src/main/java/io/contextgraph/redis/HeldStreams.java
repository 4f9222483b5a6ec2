package io.contextgraph.redis;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The streams that another consumer group keeps from being trimmed, and how many entries it holds.
 * A group that has not moved for a minute is reported once. Pure; thread-safe.
 */
final class HeldStreams {
  private static final long IDLE_NANOS = Duration.ofMinutes(1).toNanos();

  private final Map<String, Hold> holds = new HashMap<>();

  private record Hold(TrimLimit limit, long entries, long sinceNanos, boolean reported) {}

  /** The entries of all streams that are held; streams with an unknown number count as 0. */
  synchronized long entries() {
    return holds.values().stream().mapToLong(hold -> Math.max(0, hold.entries())).sum();
  }

  /**
   * @param entries how many entries the group holds
   * @param nowNanos elapsed time
   * @return the message to log, if the group has been idle for a minute
   */
  synchronized Optional<String> update(
      String stream, TrimLimit limit, long entries, long nowNanos) {
    @Nullable Hold before = holds.remove(stream);
    if (limit.heldBy() == null || entries == 0) {
      return Optional.empty();
    }
    boolean idle = before != null && before.limit().equals(limit);
    long since = idle && before != null ? before.sinceNanos() : nowNanos;
    boolean reported = idle && before != null && before.reported();
    boolean due = !reported && nowNanos - since >= IDLE_NANOS;
    holds.put(stream, new Hold(limit, entries, since, reported || due));
    return due ? Optional.of(message(stream, limit, entries)) : Optional.empty();
  }

  /** The stream is no longer read, or is another one. */
  synchronized void forget(String stream) {
    holds.remove(stream);
  }

  private static String message(String stream, TrimLimit limit, long entries) {
    return "Group %s keeps stream %s from being trimmed: it has not acknowledged %s and has not"
            .formatted(limit.heldBy(), stream, limit.first())
        + " moved for a minute; entries held: "
        + (entries == GroupInfo.UNKNOWN ? "unknown" : entries);
  }
}
