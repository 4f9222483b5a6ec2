package io.contextgraph.job;

import io.contextgraph.event.EventLimits;
import io.contextgraph.redis.GroupOwner;
import io.contextgraph.redis.KeyList;
import io.contextgraph.redis.RedisStreamsOptions;
import io.contextgraph.redis.StartPosition;
import io.contextgraph.redis.StreamPosition;
import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.ServerAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where and how the job reads streams. */
record RedisConfig(RedisAddress address, RedisStreamsOptions streams) {
  /**
   * @param owner the owner of the consumer group
   * @param used whether the job ingests
   */
  static RedisConfig read(OptionReader reader, String clientName, GroupOwner owner, boolean used) {
    ServerAddress server = RedisOptions.SERVER.read(reader, used);
    reader.require(
        server.user() == null || server.password() != null,
        RedisOptions.SERVER.user().names() + " needs redis.password-file or redis.password-env");
    String path = server.uri().getPath();
    reader.require(
        path == null || path.matches("/?|/[0-9]{1,4}"),
        RedisOptions.SERVER.uri().names()
            + " should end with a database number, or with the host and port");
    return new RedisConfig(new RedisAddress(server, clientName), streams(reader, owner));
  }

  private static RedisStreamsOptions streams(OptionReader reader, GroupOwner owner) {
    return keys(reader, RedisStreamsOptions.builder())
        .group(reader.get(RedisOptions.GROUP))
        .groupOwner(owner)
        .start(reader.parsed(RedisOptions.START, RedisConfig::start, StartPosition.group()))
        .bounded(reader.get(RedisOptions.BOUNDED))
        .trim(reader.get(RedisOptions.TRIM) == RedisOptions.Trim.TRIM)
        .failOnLoss(reader.get(RedisOptions.ON_LOSS) == RedisOptions.OnLoss.FAIL)
        .maxEntryBytes(EventLimits.MAX_ENTRY_BYTES)
        .maxReadBytes(reader.bytes(RedisOptions.READ_BYTES))
        .maxKeyBytes(EventLimits.MAX_STREAM_BYTES)
        .block(reader.get(RedisOptions.BLOCK))
        .discoveryInterval(reader.get(RedisOptions.DISCOVERY))
        .rewind(reader.get(RedisOptions.REWIND))
        .reconnectTimeout(reader.get(RedisOptions.RECONNECT))
        .build();
  }

  /** Invalid keys are replaced until all problems are reported. */
  private static RedisStreamsOptions.Builder keys(
      OptionReader reader, RedisStreamsOptions.Builder options) {
    List<String> keys = KeyList.parse(reader.get(RedisOptions.STREAMS));
    String pattern = reader.optional(RedisOptions.PATTERN);
    boolean present = !keys.isEmpty() || pattern != null;
    boolean shortEnough =
        keys.stream()
            .allMatch(
                key -> key.getBytes(StandardCharsets.UTF_8).length <= EventLimits.MAX_STREAM_BYTES);
    reader.require(
        present,
        RedisOptions.STREAMS.names() + " or redis.streams-pattern should name what to read");
    reader.require(
        shortEnough,
        RedisOptions.STREAMS.names()
            + " should name keys of at most "
            + EventLimits.MAX_STREAM_BYTES
            + " bytes");
    return options.pattern(pattern).streams(present && shortEnough ? keys : List.of("events"));
  }

  private static StartPosition start(String text) {
    return switch (text) {
      case "group" -> StartPosition.group();
      case "earliest" -> StartPosition.earliest();
      case "latest" -> StartPosition.latest();
      default -> StartPosition.after(StreamPosition.parse(text));
    };
  }
}
