package io.contextgraph.redis;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One XREAD with the output that collects its reply; sent once. */
record ReadCommand(CommandArgs<byte[], byte[]> args, EntryCollector entries) {
  private static final StreamPosition BEYOND_ANY_ENTRY = new StreamPosition(-1L, -1L);

  /**
   * @param positions the position of each stream, in the order of the request
   * @param withMaxSize whether the server knows MAXSIZE (Redis 8.10 and newer)
   */
  static ReadCommand of(
      ReadRequest request,
      Map<String, StreamPosition> positions,
      RedisStreamsOptions options,
      boolean withMaxSize) {
    CommandArgs<byte[], byte[]> args = newArgs().add("COUNT").add(request.count());
    if (withMaxSize) {
      args.add("MAXSIZE").add(request.maxBytes());
    }
    if (request.blocks()) {
      args.add("BLOCK").add(options.block().toMillis());
    }
    return new ReadCommand(
        streams(args, positions),
        new EntryCollector(options.maxEntryBytes(), options.maxReadBytes()));
  }

  /** A read that fails like any read of this stream, and returns no entry. */
  static ReadCommand probe(String stream) {
    CommandArgs<byte[], byte[]> args = newArgs().add("COUNT").add(1);
    return new ReadCommand(
        streams(args, Map.of(stream, BEYOND_ANY_ENTRY)), new EntryCollector(1, 1));
  }

  private static CommandArgs<byte[], byte[]> newArgs() {
    return new CommandArgs<>(ByteArrayCodec.INSTANCE);
  }

  private static CommandArgs<byte[], byte[]> streams(
      CommandArgs<byte[], byte[]> args, Map<String, StreamPosition> positions) {
    args.add("STREAMS");
    positions.keySet().forEach(key -> args.addKey(key.getBytes(StandardCharsets.UTF_8)));
    positions.values().forEach(position -> args.add(position.toString()));
    return args;
  }

  RedisFuture<List<StreamEntry>> send(RedisConnection connection) {
    return connection.send(CommandType.XREAD, new ReadReply(entries), args);
  }

  /** Whether an error means that the server does not know an option. */
  static boolean isUnknownOption(@Nullable Throwable error) {
    return error != null && String.valueOf(error.getMessage()).startsWith("ERR syntax error");
  }
}
