package io.contextgraph.producer;

import io.contextgraph.event.EventJson;
import io.contextgraph.event.FieldName;
import io.contextgraph.server.RedisAddress;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.resource.ClientResources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Adds events to Redis Streams. All events of one session go to one stream, in the order given;
 * what was acknowledged counts as published. Used by one thread.
 */
public final class EventProducer implements AutoCloseable {
  private static final int IN_FLIGHT = 1_000;
  private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(30);

  private final ClientResources resources;
  private final RedisClient client;
  private final StatefulRedisConnection<byte[], byte[]> connection;
  private final List<String> streams;
  private final Deque<RedisFuture<String>> inFlight = new ArrayDeque<>();
  private long published;

  /**
   * @param streams at least one
   * @throws RedisException if the server cannot be reached, or refuses the password
   */
  public EventProducer(RedisAddress address, List<String> streams) {
    this.streams = List.copyOf(streams);
    this.resources = ClientResources.builder().ioThreadPoolSize(2).build();
    this.client = address.client(resources);
    try {
      this.connection = address.connect(client);
    } catch (RuntimeException e) {
      RedisAddress.shutDown(client, resources);
      throw e;
    }
  }

  /**
   * Sends one JSON object of the form that {@link EventJson} takes, without waiting for its
   * acknowledgement.
   *
   * @return the id of the entry once Redis has it
   * @throws IllegalArgumentException if the line is no JSON object; nothing was sent
   * @throws IOException if Redis refused an earlier event
   */
  public RedisFuture<String> publish(byte[] line) throws IOException {
    List<byte[]> fields = EventJson.fields(line);
    return send(streamOf(fields), fields);
  }

  /**
   * Sends one entry as it is.
   *
   * @param fields names and values in turn
   * @return the id of the entry once Redis has it
   */
  public RedisFuture<String> send(String stream, List<byte[]> fields) throws IOException {
    CommandArgs<byte[], byte[]> args =
        new CommandArgs<>(ByteArrayCodec.INSTANCE)
            .addKey(stream.getBytes(StandardCharsets.UTF_8))
            .add("*")
            .addValues(fields.toArray(new byte[0][]));
    RedisFuture<String> sent =
        connection
            .async()
            .dispatch(CommandType.XADD, new StatusOutput<>(ByteArrayCodec.INSTANCE), args);
    inFlight.add(sent);
    if (inFlight.size() >= IN_FLIGHT) {
      awaitOldest();
    }
    return sent;
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
   * Waits until all that was sent is acknowledged.
   *
   * @return how many entries Redis has acknowledged since the start
   */
  public long flush() throws IOException {
    while (!inFlight.isEmpty()) {
      awaitOldest();
    }
    return published;
  }

  private void awaitOldest() throws IOException {
    RedisFuture<String> oldest = inFlight.remove();
    try {
      if (!oldest.await(ACKNOWLEDGED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(
            "Redis did not acknowledge an event within "
                + ACKNOWLEDGED_WITHIN.toSeconds()
                + " s; "
                + published
                + " were acknowledged");
      }
      oldest.get();
      published++;
    } catch (ExecutionException e) {
      throw new IOException(
          "Redis refused an event after " + published + " were acknowledged: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted after " + published + " acknowledged events", e);
    }
  }

  @Override
  public void close() {
    connection.close();
    RedisAddress.shutDown(client, resources);
  }
}
