package io.contextgraph.redis;

import io.contextgraph.server.RefusedException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs discoveries when they are due. A discovery that fails is repeated at growing intervals of at
 * most five seconds for as long as the job runs, because an exception of an enumerator would fail
 * the whole job. Only a refusal before the first discovery of a job that continues no state is
 * final: the credentials have never worked. Used by one thread at a time.
 */
final class RetriedDiscovery {
  private static final Logger LOG = LoggerFactory.getLogger(RetriedDiscovery.class);
  private static final Duration LONGEST_TICK = Duration.ofSeconds(1);

  private final Supplier<Discovered> discovery;
  private final Duration interval;
  private final LongSupplier nanoClock;
  private final boolean continued;

  /** Decides only when to try again: no outage is too long. */
  private final Outage outage = new Outage(Duration.ofNanos(Long.MAX_VALUE));

  private boolean discovered;
  private long nextDiscovery;
  private volatile long failures;
  private volatile boolean available = true;
  private volatile Map<String, String> refused = Map.of();

  /**
   * @param discovery may fail
   * @param nanoClock elapsed time in nanoseconds, like {@link System#nanoTime}
   * @param continued whether the job continues state in which a discovery had succeeded
   */
  RetriedDiscovery(
      Supplier<Discovered> discovery,
      Duration interval,
      LongSupplier nanoClock,
      boolean continued) {
    this.discovery = discovery;
    this.interval = interval;
    this.nanoClock = nanoClock;
    this.continued = continued;
  }

  /** Registers the metrics, see docs/redis-streams-source.md. */
  void register(SplitEnumeratorMetricGroup metrics) {
    metrics.gauge("redisAvailable", () -> isAvailable() ? 1 : 0);
    metrics.gauge("discoveryFailures", () -> failures);
    metrics.gauge("streamsNotDescribed", () -> refused.size());
    metrics.gauge(RedisSourceMetrics.LEFT_OUT_STREAMS, () -> RedisSourceMetrics.text(refused));
  }

  /** Whether the last discovery succeeded; true before the first. */
  boolean isAvailable() {
    return available;
  }

  /** How often to call {@link #runIfDue}. */
  Duration tick() {
    return interval.compareTo(LONGEST_TICK) < 0 ? interval : LONGEST_TICK;
  }

  /**
   * Empty if no discovery is due, or if it failed.
   *
   * @throws RefusedException if the credentials are refused and have never worked
   */
  Optional<Discovered> runIfDue() {
    long now = nanoClock.getAsLong();
    boolean due = outage.isOngoing() ? outage.waitNanos(now) == 0 : isDue(now);
    if (!due) {
      return Optional.empty();
    }
    try {
      Discovered found = discovery.get();
      succeeded(found, now);
      return Optional.of(found);
    } catch (RuntimeException e) {
      if (e instanceof RefusedException && !discovered && !continued) {
        throw e;
      }
      failures++;
      available = false;
      outage.failed(nanoClock.getAsLong());
      LOG.warn("Could not discover streams; trying again: {}", String.valueOf(e));
      return Optional.empty();
    }
  }

  /** Ticks are not exact: a discovery is due from half a tick before its time. */
  private boolean isDue(long now) {
    return !discovered || now - nextDiscovery >= -tick().toNanos() / 2;
  }

  private void succeeded(Discovered found, long now) {
    outage.end();
    available = true;
    discovered = true;
    nextDiscovery = now + interval.toNanos();
    found.refused().entrySet().stream()
        .filter(stream -> !stream.getValue().equals(refused.get(stream.getKey())))
        .forEach(
            stream ->
                LOG.error(
                    "Leaving out stream {}, which cannot be read: {}; trying again with each"
                        + " discovery",
                    stream.getKey(),
                    stream.getValue()));
    refused = found.refused();
  }
}
