package io.contextgraph.redis;

import io.lettuce.core.KeyScanArgs;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Queries Redis for its streams and their consumer groups. Read-only. */
public final class StreamInspector {
  private static final int KEYS_PER_SCAN = 1_000;

  private final RedisConnection connection;

  public StreamInspector(RedisConnection connection) {
    this.connection = connection;
  }

  /** XINFO STREAM; empty if the key does not exist. */
  public Optional<StreamInfo> stream(String stream) {
    return ask(InfoBatch.Subject.STREAM, stream).reply(stream).map(StreamInfo::ofReply);
  }

  private InfoBatch ask(InfoBatch.Subject subject, String stream) {
    InfoBatch answer = askAll(subject, List.of(stream));
    if (answer.refused().containsKey(stream)) {
      throw new RedisCommandExecutionException(answer.refused().get(stream));
    }
    return answer;
  }

  /**
   * XINFO of many streams at once.
   *
   * @throws io.lettuce.core.RedisException if the connection is lost
   */
  InfoBatch askAll(InfoBatch.Subject subject, Collection<String> streams) {
    return InfoBatch.ask(connection, subject, streams);
  }

  /** XINFO GROUPS; no groups if the key does not exist. */
  public List<GroupInfo> groups(String stream) {
    return ask(InfoBatch.Subject.GROUPS, stream).groups(stream);
  }

  /** One group of XINFO GROUPS. */
  public Optional<GroupInfo> group(String stream, String name) {
    return GroupInfo.named(name, groups(stream));
  }

  /** XINFO CONSUMERS: the names of a group's consumers. */
  List<String> consumers(String stream, String group) {
    CommandArgs<byte[], byte[]> args = args().add("CONSUMERS").addKey(utf8(stream)).add(group);
    List<String> names = new ArrayList<>();
    for (Object consumer : call(CommandType.XINFO, args)) {
      if (consumer instanceof List<?> namesAndValues) {
        names.add(new InfoReply(namesAndValues).text("name"));
      }
    }
    return names;
  }

  /** SCAN: the keys of all streams that match a glob pattern and that {@code keys} accepts. */
  public List<String> streamsMatching(String pattern, StreamKeys keys) {
    List<String> streams = new ArrayList<>();
    ScanArgs args = KeyScanArgs.Builder.matches(pattern).type("stream").limit(KEYS_PER_SCAN);
    ScanCursor cursor = ScanCursor.INITIAL;
    while (!cursor.isFinished()) {
      KeyScanCursor<byte[]> page = connection.commands().scan(cursor, args);
      page.getKeys().forEach(key -> keys.decode(key).ifPresent(streams::add));
      cursor = page;
    }
    // SCAN may return a key more than once.
    return streams.stream().sorted().distinct().toList();
  }

  /** XPENDING: the oldest entry that a consumer of the group has received and not acknowledged. */
  public Optional<StreamPosition> oldestPending(String stream, String group) {
    List<Object> summary = call(CommandType.XPENDING, args().addKey(utf8(stream)).add(group));
    Object oldest = summary.size() > 1 ? summary.get(1) : null;
    return oldest instanceof byte[] id
        ? Optional.of(StreamPosition.parse(new String(id, StandardCharsets.US_ASCII)))
        : Optional.empty();
  }

  /** XRANGE: whether the stream has an entry after one position, up to and including another. */
  boolean hasEntries(String stream, StreamPosition after, StreamPosition upTo) {
    if (connection.infoMode().isByScript(stream)) {
      return new EntryInParts(connection, 0)
          .idAfter(stream, after)
          .filter(next -> !next.isAfter(upTo))
          .isPresent();
    }
    Range<String> range = Range.create(after.next().toString(), upTo.toString());
    try {
      return !connection.commands().xrange(utf8(stream), range, Limit.create(0, 1)).isEmpty();
    } catch (RedisCommandExecutionException e) {
      throw e;
    } catch (RedisException e) {
      connection.infoMode().entryCostConnection(stream);
      throw e;
    }
  }

  private List<Object> call(CommandType command, CommandArgs<byte[], byte[]> args) {
    return connection.call(command, new InfoOutput(), args);
  }

  private static CommandArgs<byte[], byte[]> args() {
    return new CommandArgs<>(ByteArrayCodec.INSTANCE);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
