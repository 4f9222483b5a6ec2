package io.contextgraph.redis;

import io.contextgraph.server.RedisAddress;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Polls Redis for streams to read and returns a split for each one that is new. Used by one thread
 * at a time.
 */
final class StreamDiscovery {
  private final RedisAddress address;
  private final RedisStreamsOptions options;
  private final StreamKeys keys;
  private final InfoMode infoMode = new InfoMode();
  private final Set<String> known;
  private boolean polled;

  /** Whether a poll of this attempt found all streams: a bounded run needs no other. */
  private boolean complete;

  /** Streams that the first poll found but could not ask about; they did not appear later. */
  private final Set<String> refusedAtFirst = new HashSet<>();

  StreamDiscovery(
      RedisAddress address, RedisStreamsOptions options, StreamsEnumeratorState restored) {
    this.address = address;
    this.options = options;
    this.keys = new StreamKeys(options.maxKeyBytes());
    this.known = ConcurrentHashMap.newKeySet();
    this.known.addAll(restored.discovered());
    this.polled = restored.polled();
  }

  /**
   * Returns the splits of streams that were not known before, and the streams that Redis refused to
   * describe, which the next discovery tries again.
   *
   * @throws io.contextgraph.server.RefusedException if Redis rejects the credentials, or the user
   *     lacks a right that concerns all streams
   * @throws RedisException if Redis cannot be reached
   */
  Discovered discover() {
    boolean nothingToFind = options.pattern() == null && known.containsAll(options.streams());
    return nothingToFind || options.bounded() && complete ? Discovered.NOTHING : poll();
  }

  /**
   * Opens a connection for each poll: closing a permanent one when the job ends would need classes
   * that Flink has unloaded by then.
   */
  private Discovered poll() {
    try (RenewedConnection connection = new RenewedConnection(address, infoMode)) {
      List<StreamSplit> splits = new ArrayList<>();
      Map<String, String> refused = new LinkedHashMap<>();
      for (String stream : streams(new StreamInspector(connection.get()))) {
        if (!known.contains(stream)) {
          add(stream, connection, splits, refused);
        }
      }
      splits.forEach(split -> known.add(split.stream()));
      if (!polled) {
        refusedAtFirst.addAll(refused.keySet());
      }
      polled = true;
      complete = refused.isEmpty();
      return new Discovered(splits, refused);
    } catch (RedisException e) {
      throw address.refusal(e).map(RuntimeException.class::cast).orElse(e);
    }
  }

  private void add(
      String stream,
      RenewedConnection connection,
      List<StreamSplit> splits,
      Map<String, String> refused) {
    try {
      splits.add(startingSplit(stream, connection));
    } catch (RedisCommandExecutionException e) {
      if (!KeyRefusal.isCauseOf(e)) {
        throw e;
      }
      refused.put(stream, String.valueOf(e.getMessage()));
    }
  }

  private StreamSplit startingSplit(String stream, RenewedConnection connection) {
    boolean appeared = polled && !refusedAtFirst.contains(stream);
    return connection.ask(stream, open -> new StartingSplits(options, open).of(stream, appeared));
  }

  /** Forgets a stream, so that the next discovery finds it as a new one. Called by any thread. */
  void forget(String stream) {
    known.remove(stream);
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
