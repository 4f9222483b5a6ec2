package io.contextgraph.redis;

import io.contextgraph.event.RawEntry;
import io.contextgraph.server.RedisAddress;
import io.lettuce.core.KeyScanArgs;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.resource.ClientResources;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stream commands that the source needs, on one connection of its own. */
public final class RedisSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RedisSession.class);

  /** So that stream and entry id fit into one row of the index that keeps dead letters unique. */
  public static final int MAX_NAME_BYTES = 2_000;

  private final Set<String> unusable = new HashSet<>();
  private final RedisClient client;
  private final ClientResources resources;
  private final StatefulRedisConnection<byte[], byte[]> connection;

  private RedisSession(
      RedisClient client,
      ClientResources resources,
      StatefulRedisConnection<byte[], byte[]> connection) {
    this.client = client;
    this.resources = resources;
    this.connection = connection;
  }

  /**
   * Connects.
   *
   * @throws io.contextgraph.server.RefusedException if the server refuses the user or the password
   * @throws io.lettuce.core.RedisException if it cannot be reached
   */
  public static RedisSession open(RedisAddress address) {
    ClientResources resources =
        ClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2).build();
    RedisClient client = address.client(resources);
    try {
      return new RedisSession(client, resources, address.connect(client));
    } catch (RuntimeException e) {
      RedisAddress.shutDown(client, resources);
      throw e;
    }
  }

  /** XREAD BLOCK; the reply keeps at most {@code maxBytes} of entries. */
  RedisFuture<List<RawEntry>> read(
      Map<String, StreamPosition> positions, int count, long blockMillis, ReadReply reply) {
    CommandArgs<byte[], byte[]> args =
        args().add("COUNT").add(count).add("BLOCK").add(blockMillis).add("STREAMS");
    positions.keySet().forEach(stream -> args.addKey(bytes(stream)));
    positions.values().forEach(position -> args.add(position.toString()));
    return connection.async().dispatch(CommandType.XREAD, reply, args);
  }

  /** XINFO STREAM, or empty if there is no such key. */
  public Optional<StreamInfo> stream(String stream) {
    try {
      return Optional.of(StreamInfo.of(info("STREAM", stream)));
    } catch (RedisCommandExecutionException e) {
      if (noSuchKey(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** XINFO GROUPS; none if there is no such key. */
  public List<GroupInfo> groups(String stream) {
    try {
      return GroupInfo.of(info("GROUPS", stream));
    } catch (RedisCommandExecutionException e) {
      if (noSuchKey(e)) {
        return List.of();
      }
      throw e;
    }
  }

  /** One group of XINFO GROUPS. */
  Optional<GroupInfo> group(String stream, String name) {
    return groups(stream).stream().filter(group -> group.name().equals(name)).findFirst();
  }

  /** The oldest entry that a group delivered and nobody acknowledged; XPENDING. */
  Optional<StreamPosition> oldestPending(String stream, String group) {
    List<Object> summary =
        call(CommandType.XPENDING, nested(), args().addKey(bytes(stream)).add(group));
    Object lowest = summary.size() > 1 ? summary.get(1) : null;
    return lowest instanceof byte[] id
        ? Optional.of(StreamPosition.parse(text(id)))
        : Optional.empty();
  }

  /** XGROUP SETID with ENTRIESREAD; makes the group if it is not there. */
  void setGroupPosition(String stream, String group, StreamPosition position, long entriesRead) {
    try {
      call(
          CommandType.XGROUP,
          new StatusOutput<>(ByteArrayCodec.INSTANCE),
          group("SETID", stream, group, position, entriesRead));
    } catch (RedisCommandExecutionException e) {
      if (!String.valueOf(e.getMessage()).startsWith("NOGROUP")) {
        throw e;
      }
      call(
          CommandType.XGROUP,
          new StatusOutput<>(ByteArrayCodec.INSTANCE),
          group("CREATE", stream, group, position, entriesRead));
    }
  }

  /** XRANGE: whether an entry lies after one position and not after another. */
  boolean hasAny(String stream, StreamPosition after, StreamPosition upTo) {
    Range<String> range = Range.create(after.next().toString(), upTo.toString());
    return !connection.sync().xrange(bytes(stream), range, Limit.create(0, 1)).isEmpty();
  }

  /** XGROUP CREATE; nothing if the group is there. */
  void createGroup(String stream, String group, StreamPosition position) {
    try {
      call(
          CommandType.XGROUP,
          new StatusOutput<>(ByteArrayCodec.INSTANCE),
          group("CREATE", stream, group, position, StreamSplit.UNKNOWN));
    } catch (RedisCommandExecutionException e) {
      if (!String.valueOf(e.getMessage()).startsWith("BUSYGROUP")) {
        throw e;
      }
    }
  }

  private static CommandArgs<byte[], byte[]> group(
      String verb, String stream, String group, StreamPosition position, long entriesRead) {
    CommandArgs<byte[], byte[]> args =
        args().add(verb).addKey(bytes(stream)).add(group).add(position.toString());
    return entriesRead == StreamSplit.UNKNOWN ? args : args.add("ENTRIESREAD").add(entriesRead);
  }

  /** XTRIM MINID: drops what lies below {@code first}. */
  long trimBelow(String stream, StreamPosition first) {
    return call(
        CommandType.XTRIM,
        new IntegerOutput<>(ByteArrayCodec.INSTANCE),
        args().addKey(bytes(stream)).add("MINID").add(first.toString()));
  }

  /** The keys of streams that match a glob pattern; SCAN. */
  public List<String> streamsMatching(String pattern) {
    List<String> streams = new ArrayList<>();
    ScanArgs wanted = KeyScanArgs.Builder.matches(pattern).type("stream").limit(1_000);
    ScanCursor cursor = ScanCursor.INITIAL;
    while (!cursor.isFinished()) {
      KeyScanCursor<byte[]> page = connection.sync().scan(cursor, wanted);
      page.getKeys().stream().filter(this::isUsable).forEach(key -> streams.add(text(key)));
      cursor = page;
    }
    streams.sort(null);
    return streams.stream().distinct().toList();
  }

  /** Keys that Postgres or Flink could not hold are left alone, and told once. */
  private boolean isUsable(byte[] key) {
    String name = text(key);
    boolean usable =
        key.length <= MAX_NAME_BYTES && name.indexOf('\0') < 0 && Arrays.equals(bytes(name), key);
    if (!usable && unusable.add(name)) {
      LOG.warn("A stream is not read: its key of {} bytes is no plain text", key.length);
    }
    return usable;
  }

  private List<Object> info(String subject, String stream) {
    return call(CommandType.XINFO, nested(), args().add(subject).addKey(bytes(stream)));
  }

  private <T> T call(
      CommandType command,
      CommandOutput<byte[], byte[], T> output,
      CommandArgs<byte[], byte[]> args) {
    return LettuceFutures.awaitOrCancel(
        connection.async().dispatch(command, output, args),
        connection.getTimeout().toNanos(),
        TimeUnit.NANOSECONDS);
  }

  private static NestedMultiOutput<byte[], byte[]> nested() {
    return new NestedMultiOutput<>(ByteArrayCodec.INSTANCE);
  }

  private static CommandArgs<byte[], byte[]> args() {
    return new CommandArgs<>(ByteArrayCodec.INSTANCE);
  }

  private static boolean noSuchKey(RedisCommandExecutionException e) {
    return String.valueOf(e.getMessage()).contains("no such key");
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  /** Never throws: a connection that is broken anyhow is no reason to fail. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (RedisException e) {
      LOG.warn("Closing a connection to Redis failed", e);
    }
    RedisAddress.shutDown(client, resources);
  }
}
