package io.contextgraph.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves out the streams that Redis refuses to read, so that the others are read: a key that is no
 * stream, or that the user has no right to read. One such key makes an XREAD of many keys fail.
 */
final class UnreadableStreams {
  private static final Logger LOG = LoggerFactory.getLogger(UnreadableStreams.class);

  private final RedisSourceMetrics metrics;
  private final LongSupplier nanoClock;
  private final LeftOutStreams leftOut = new LeftOutStreams();

  UnreadableStreams(RedisSourceMetrics metrics, LongSupplier nanoClock) {
    this.metrics = metrics;
    this.nanoClock = nanoClock;
  }

  void leaveOut(String stream, String reason) {
    if (leftOut.leaveOut(stream, reason, nanoClock.getAsLong())) {
      LOG.error(
          "Leaving out stream {}, which cannot be read: {}; trying again every minute",
          stream,
          reason);
    }
    metrics.setLeftOut(leftOut.reasons());
  }

  /** The streams that are left out at present. */
  Set<String> streams() {
    return leftOut.isEmpty() ? Set.of() : leftOut.reasons().keySet();
  }

  /** The streams that should be tried again now. */
  List<String> due() {
    return leftOut.isEmpty() ? List.of() : leftOut.due(nanoClock.getAsLong());
  }

  /** Records that streams were read. */
  void wereRead(Collection<String> streams) {
    if (!leftOut.isEmpty()) {
      for (String stream : streams) {
        if (leftOut.wasRead(stream)) {
          LOG.info("Stream {} can be read again", stream);
        }
      }
      metrics.setLeftOut(leftOut.reasons());
    }
  }

  /**
   * Tries to read each stream alone, beyond any entry.
   *
   * @return the streams that cannot be read, with the reasons
   * @throws io.lettuce.core.RedisException if the connection was lost meanwhile
   */
  static Map<String, String> probe(RedisConnection connection, Collection<String> streams) {
    Map<String, RedisFuture<List<StreamEntry>>> replies = new LinkedHashMap<>();
    for (String stream : streams) {
      replies.put(stream, ReadCommand.probe(stream).send(connection));
    }
    Map<String, String> refused = new LinkedHashMap<>();
    replies.forEach(
        (stream, reply) -> {
          try {
            RedisConnection.await(reply);
          } catch (RedisCommandExecutionException e) {
            if (!KeyRefusal.isCauseOf(e)) {
              throw e;
            }
            refused.put(stream, String.valueOf(e.getMessage()));
          }
        });
    return refused;
  }
}
