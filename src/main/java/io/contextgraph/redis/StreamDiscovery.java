package io.contextgraph.redis;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import io.contextgraph.server.RedisAddress;
import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls Redis for streams to read and returns a split for each one that is new. Used by one thread
 * at a time.
 */
final class StreamDiscovery {
  private static final Logger LOG = LoggerFactory.getLogger(StreamDiscovery.class);
  private static final int MAX_RETRIES = 10;

  private final RedisAddress address;
  private final RedisStreamsOptions options;
  private final StreamKeys keys;
  private final Set<String> known;
  private boolean polled;

  private final RetryPolicy<List<StreamSplit>> retries =
      RetryPolicy.<List<StreamSplit>>builder()
          .handle(RedisException.class)
          .withBackoff(Duration.ofMillis(500), Duration.ofSeconds(10))
          .withMaxRetries(MAX_RETRIES)
          .onRetry(attempt -> LOG.warn("{}; retrying", String.valueOf(attempt.getLastException())))
          .build();

  StreamDiscovery(
      RedisAddress address, RedisStreamsOptions options, StreamsEnumeratorState restored) {
    this.address = address;
    this.options = options;
    this.keys = new StreamKeys(options.maxKeyBytes());
    this.known = new HashSet<>(restored.discovered());
    this.polled = restored.polled();
  }

  /**
   * Returns the splits of streams that were not known before. Retries for about a minute while
   * Redis is unreachable.
   *
   * @throws io.contextgraph.server.RefusedException if Redis rejects the credentials, or the user
   *     lacks a right
   * @throws RedisException if Redis stays unreachable
   */
  List<StreamSplit> discover() {
    boolean nothingToFind = options.pattern() == null && known.containsAll(options.streams());
    return nothingToFind ? List.of() : Failsafe.with(retries).get(this::poll);
  }

  /**
   * Opens a connection for each poll: closing a permanent one when the job ends would need classes
   * that Flink has unloaded by then.
   */
  private List<StreamSplit> poll() {
    try (RedisConnection connection = RedisConnection.open(address)) {
      StartingSplits startingSplits = new StartingSplits(options, connection);
      Set<String> found = streams(new StreamInspector(connection));
      List<StreamSplit> splits = new ArrayList<>();
      for (String stream : found) {
        if (!known.contains(stream)) {
          splits.add(startingSplits.of(stream, polled));
        }
      }
      known.addAll(found);
      polled = true;
      return splits;
    } catch (RedisException e) {
      throw address.refusal(e).map(RuntimeException.class::cast).orElse(e);
    }
  }

  private Set<String> streams(StreamInspector redis) {
    Set<String> found = new LinkedHashSet<>(options.streams());
    String pattern = options.pattern();
    if (pattern != null) {
      found.addAll(redis.streamsMatching(pattern, keys));
    }
    return found;
  }
}
