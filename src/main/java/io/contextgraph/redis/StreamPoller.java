package io.contextgraph.redis;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Reads streams with one blocking XREAD at a time. A wake-up interrupts the wait and leaves the
 * command in flight; the next poll returns its reply.
 */
final class StreamPoller {
  private final RedisStreamsOptions options;
  private final ReadSize readSize;
  private volatile CompletableFuture<Void> wakeUp = new CompletableFuture<>();
  private @Nullable Read inFlight;

  private record Read(RedisFuture<List<StreamEntry>> reply, EntryCollector entries) {}

  StreamPoller(RedisStreamsOptions options) {
    this.options = options;
    this.readSize = new ReadSize(options.maxReadBytes());
  }

  /**
   * Returns the entries of the next reply, an empty list if no entry arrived in time, or null if
   * woken up first.
   *
   * @throws ExecutionException if the command failed
   */
  @Nullable List<StreamEntry> poll(RedisConnection connection, AssignedStreams streams)
      throws ExecutionException {
    Read read = inFlight;
    if (read == null) {
      read = send(connection, streams.nextPositions());
      inFlight = read;
    }
    if (!awaitReply(read)) {
      return null;
    }
    inFlight = null;
    List<StreamEntry> entries = read.reply().toCompletableFuture().join();
    readSize.adapt(
        read.entries().receivedBytes() / Math.max(1, read.entries().receivedEntries()),
        read.entries().isTruncated());
    return entries;
  }

  private Read send(RedisConnection connection, Map<String, StreamPosition> positions) {
    CommandArgs<byte[], byte[]> args =
        new CommandArgs<>(ByteArrayCodec.INSTANCE)
            .add("COUNT")
            .add(readSize.perStream(positions.size()))
            .add("BLOCK")
            .add(options.block().toMillis())
            .add("STREAMS");
    positions.keySet().forEach(key -> args.addKey(key.getBytes(StandardCharsets.UTF_8)));
    positions.values().forEach(position -> args.add(position.toString()));
    EntryCollector entries = new EntryCollector(options.maxEntryBytes(), options.maxReadBytes());
    return new Read(connection.send(CommandType.XREAD, new ReadReply(entries), args), entries);
  }

  /** Whether the reply arrived, as opposed to a wake-up or an interrupt. */
  private boolean awaitReply(Read read) throws ExecutionException {
    CompletableFuture<Void> signal = wakeUp;
    try {
      CompletableFuture.anyOf(read.reply().toCompletableFuture(), signal).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      inFlight = null;
      throw e;
    }
    if (signal.isDone()) {
      wakeUp = new CompletableFuture<>();
    }
    return read.reply().isDone();
  }

  /** Makes the current or the next wait return immediately. Called by any thread. */
  void wakeUp() {
    wakeUp.complete(null);
  }
}
