package io.contextgraph.job;

import io.contextgraph.event.EventLimits;
import io.contextgraph.redis.RedisStreamsOptions;
import io.contextgraph.redis.StartPosition;
import io.contextgraph.redis.StreamPosition;
import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.ServerAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.configuration.MemorySize;

/** Where and how the job reads streams. */
record RedisConfig(RedisAddress address, RedisStreamsOptions streams) {
  /** What happens to entries that a completed checkpoint covers. */
  enum Trim {
    TRIM,
    KEEP
  }

  /** What happens when entries vanished unread. */
  enum OnLoss {
    CONTINUE,
    FAIL
  }

  /**
   * Dead letters are unique by stream and entry id. A longer key would not fit into a row of that
   * index in Postgres.
   */
  private static final int MAX_KEY_BYTES = 2_000;

  private static final ServerOptions SERVER =
      ServerOptions.of(
          "redis",
          Set.of("redis", "rediss"),
          JobOption.text(
              "redis.uri",
              "redis://127.0.0.1:6379",
              "redis:// or rediss:// URI, no password",
              "the Redis server; `rediss://` for TLS"),
          JobOption.text("redis.user", null, "a Redis user", "the user that the job logs in as"),
          "TaskManagers and the JobManager");
  private static final JobOption<String> STREAMS =
      JobOption.text(
          "redis.streams",
          "events",
          "keys, separated by commas",
          "the streams to read; they need not exist yet");
  private static final JobOption<String> PATTERN =
      JobOption.text(
          "redis.streams-pattern",
          null,
          "a glob pattern of further keys",
          "further streams to read");
  private static final JobOption<Duration> DISCOVERY =
      JobOption.duration(
          "redis.discovery-interval",
          "10 s",
          "100 ms",
          "1 d",
          "how often the job looks for new streams");
  private static final JobOption<String> GROUP =
      JobOption.text(
              "redis.group",
              "context-graph",
              "a consumer group's name",
              "the consumer group whose position follows what is durable; one name per ledger")
          .accepting(name -> !name.isBlank());
  private static final JobOption<String> START =
      JobOption.text(
          "redis.start",
          "group",
          "group, earliest, latest or an entry id",
          "where a job without state starts; with an id, after that entry. A stream that does not"
              + " exist when the job starts is read from its first entry. Until the first checkpoint"
              + " completes, a restart determines `latest` again");
  private static final JobOption<Boolean> BOUNDED =
      JobOption.flag(
          "redis.bounded",
          false,
          "whether the job ends at the last entries that the streams had when it started"
              + " (backfills)");
  private static final JobOption<Trim> TRIM =
      JobOption.choice(
          "redis.trim",
          Trim.TRIM,
          "whether entries are removed once a completed checkpoint covers them. A run with"
              + " `redis.start` latest or an id never removes any. If it skips entries that"
              + " `redis.group` has not passed, the group `REDIS.GROUP:skipped` protects these and"
              + " all later ones from every job on that stream (the log says so) until that group"
              + " is destroyed");
  private static final JobOption<OnLoss> ON_LOSS =
      JobOption.choice(
          "redis.on-loss",
          OnLoss.CONTINUE,
          "what the job does when entries vanished unread: continue (counts and logs them) or fail"
              + " (stops permanently; start it again with continue)");
  private static final JobOption<MemorySize> READ_BYTES =
      JobOption.memory("redis.read-bytes", "4 mb", "the most bytes of one read");
  private static final JobOption<Duration> BLOCK =
      JobOption.duration(
          "redis.block", "200 ms", "1 ms", "10 s", "how long one read waits for entries");

  static final List<JobOption<?>> OPTIONS =
      Stream.concat(
              SERVER.all().stream(),
              Stream.of(
                  STREAMS,
                  PATTERN,
                  DISCOVERY,
                  GROUP,
                  START,
                  BOUNDED,
                  TRIM,
                  ON_LOSS,
                  READ_BYTES,
                  BLOCK))
          .toList();

  static RedisConfig read(OptionReader reader, String clientName) {
    ServerAddress server = SERVER.read(reader);
    String path = server.uri().getPath();
    reader.require(
        path == null || path.matches("/?|/[0-9]{1,4}"),
        "redis.uri should end with a database's number, or with its host and port");
    return new RedisConfig(new RedisAddress(server, clientName), streams(reader));
  }

  private static RedisStreamsOptions streams(OptionReader reader) {
    return keys(reader, RedisStreamsOptions.builder())
        .group(reader.get(GROUP))
        .start(reader.parsed(START, RedisConfig::start, StartPosition.group()))
        .bounded(reader.get(BOUNDED))
        .trim(reader.get(TRIM) == Trim.TRIM)
        .failOnLoss(reader.get(ON_LOSS) == OnLoss.FAIL)
        .maxEntryBytes(EventLimits.MAX_ENTRY_BYTES)
        .maxReadBytes(reader.bytes(READ_BYTES))
        .maxKeyBytes(MAX_KEY_BYTES)
        .block(reader.get(BLOCK))
        .discoveryInterval(reader.get(DISCOVERY))
        .build();
  }

  /** Wrong keys are replaced until all problems are reported. */
  private static RedisStreamsOptions.Builder keys(
      OptionReader reader, RedisStreamsOptions.Builder options) {
    List<String> keys = list(reader.get(STREAMS));
    String pattern = reader.optional(PATTERN);
    boolean present = !keys.isEmpty() || pattern != null;
    boolean shortEnough =
        keys.stream().allMatch(key -> key.getBytes(StandardCharsets.UTF_8).length <= MAX_KEY_BYTES);
    reader.require(present, "redis.streams or redis.streams-pattern should name what to read");
    reader.require(
        shortEnough, "redis.streams should name keys of at most " + MAX_KEY_BYTES + " bytes");
    return options.pattern(pattern).streams(present && shortEnough ? keys : List.of("events"));
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
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
