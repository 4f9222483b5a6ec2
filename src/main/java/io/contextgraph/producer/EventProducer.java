package io.contextgraph.producer;

import io.contextgraph.event.EventJson;
import io.contextgraph.event.FieldName;
import io.contextgraph.server.FailureText;
import io.contextgraph.server.RedisAddress;
import io.lettuce.core.RedisFuture;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Adds events to Redis Streams. All events of one session go to the same stream, in the order of
 * the calls. An event counts as published once Redis has acknowledged it. Not thread-safe.
 */
public final class EventProducer implements AutoCloseable {
  private static final int MAX_IN_FLIGHT = 1_000;
  private static final long ACKNOWLEDGEMENT_TIMEOUT_SECONDS = 30;

  private final ProducerConnection connection;
  private final List<String> streams;
  private final Deque<RedisFuture<String>> inFlight = new ArrayDeque<>();
  private long published;

  /**
   * @param address with TLS, or in plain form on this machine, or {@link
   *     io.contextgraph.server.Tls#OFF}
   * @param streams the keys to spread sessions over; at least one
   * @throws io.contextgraph.server.RefusedException if the server rejects the credentials, or no
   *     verified connection comes about
   * @throws io.lettuce.core.RedisException if the server cannot be reached
   * @throws IllegalArgumentException if everything would leave this machine in plain form unasked
   */
  public EventProducer(RedisAddress address, List<String> streams) {
    this.streams = List.copyOf(streams);
    this.connection = new ProducerConnection(address);
  }

  /**
   * Sends one JSON object in the form that {@link EventJson} accepts. Does not wait for its
   * acknowledgement.
   *
   * @return completes with the entry's id once Redis has acknowledged the entry
   * @throws IllegalArgumentException if the line is not a JSON object; nothing was sent
   * @throws IOException if Redis refused an earlier event
   */
  public CompletableFuture<String> publish(byte[] line) throws IOException {
    return publish(EventJson.fields(line));
  }

  /**
   * Sends the fields of one event to the stream of its session. Does not wait for its
   * acknowledgement.
   *
   * @param fields alternating names and values
   * @return completes with the entry's id once Redis has acknowledged the entry
   * @throws IOException if Redis refused an earlier event
   */
  public CompletableFuture<String> publish(List<byte[]> fields) throws IOException {
    return send(streamOf(fields), fields);
  }

  /**
   * Sends one entry unchanged. Does not wait for its acknowledgement.
   *
   * @param fields alternating names and values
   * @return completes with the entry's id once Redis has acknowledged the entry
   * @throws IOException if Redis refused an earlier event
   */
  public CompletableFuture<String> send(String stream, List<byte[]> fields) throws IOException {
    RedisFuture<String> sent = connection.add(stream, fields);
    inFlight.add(sent);
    if (inFlight.size() >= MAX_IN_FLIGHT) {
      awaitOldest();
    }
    return sent.toCompletableFuture();
  }

  /**
   * Whether a stream has readers.
   *
   * @throws io.lettuce.core.RedisException if Redis does not answer
   */
  public StreamReaders readers(String stream) {
    return connection.readers(stream);
  }

  private String streamOf(List<byte[]> fields) {
    if (streams.size() == 1) {
      return streams.get(0);
    }
    for (int i = 0; i < fields.size(); i += 2) {
      if (FieldName.SESSION_ID.is(fields.get(i))) {
        return streams.get(Math.floorMod(Arrays.hashCode(fields.get(i + 1)), streams.size()));
      }
    }
    return streams.get(0);
  }

  /**
   * Waits until Redis has acknowledged everything that was sent.
   *
   * @return the number of entries acknowledged since this producer was opened
   * @throws IOException if Redis refused an event or did not answer in time
   */
  public long flush() throws IOException {
    while (!inFlight.isEmpty()) {
      awaitOldest();
    }
    return published;
  }

  /** The number of entries that are known to be acknowledged, the first ones that were sent. */
  public long acknowledged() {
    return published;
  }

  private void awaitOldest() throws IOException {
    RedisFuture<String> oldest = inFlight.remove();
    try {
      oldest.get(ACKNOWLEDGEMENT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
      published++;
    } catch (TimeoutException e) {
      throw failed("did not acknowledge an event in time", e);
    } catch (ExecutionException e) {
      throw failed("refused an event: " + FailureText.of(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted after " + published + " acknowledged events", e);
    }
  }

  private IOException failed(String how, Exception cause) {
    return new IOException(
        "Redis " + how + "; " + published + " events before it were acknowledged", cause);
  }

  @Override
  public void close() {
    connection.close();
  }
}
