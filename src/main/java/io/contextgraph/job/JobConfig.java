package io.contextgraph.job;

import io.contextgraph.event.EventLimits;
import io.contextgraph.graph.Neo4jConnections;
import io.contextgraph.ledger.BatchLimits;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.RejectionLimit;
import io.contextgraph.redis.RedisStreamsOptions;
import io.contextgraph.redis.StartPosition;
import io.contextgraph.redis.StreamPosition;
import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.ServerAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The whole configuration of the job, checked. Secrets are references, resolved where they are
 * used.
 */
record JobConfig(
    boolean ingest,
    boolean projection,
    RedisAddress redis,
    RedisStreamsOptions streams,
    EventLimits eventLimits,
    Duration dedupTimeToLive,
    PostgresConnections postgres,
    BatchLimits batch,
    int ledgerRetries,
    RejectionLimit rejections,
    Neo4jConnections neo4j,
    String projectionName,
    int projectionPartitions,
    int projectionBatch,
    int projectionWindow) {

  private static final String PROGRAM = "context-graph";
  private static final Duration MILLISECOND = Duration.ofMillis(1);

  /**
   * Dead letters are unique by stream and entry id. A longer key would not fit into a row of that
   * index in Postgres.
   */
  private static final int MAX_KEY_BYTES = 2_000;

  /**
   * @throws ConfigurationException naming everything that is wrong
   */
  static JobConfig read(String[] arguments, Map<String, String> environment) {
    ConfigReader reader = new ConfigReader(arguments, environment);
    List<String> pipelines =
        reader.parsed(
            "pipelines",
            text -> {
              List<String> wanted = List.of(text.split(","));
              if (!Set.of("ingest", "projection").containsAll(wanted)) {
                throw new IllegalArgumentException("unknown pipeline");
              }
              return wanted;
            },
            List.of());
    JobConfig config =
        new JobConfig(
            pipelines.contains("ingest"),
            pipelines.contains("projection"),
            new RedisAddress(redis(reader), PROGRAM),
            streams(reader),
            new EventLimits(
                reader.duration("event.max-age", MILLISECOND, Duration.ofDays(100_000)),
                reader.duration("event.max-skew", MILLISECOND, Duration.ofDays(100_000))),
            reader.duration("dedup.ttl", Duration.ofSeconds(1), Duration.ofDays(36_500)),
            new PostgresConnections(
                reader.address("postgres", Set.of("postgresql", "postgres")), PROGRAM),
            new BatchLimits(
                reader.number("ledger.batch.rows", 1, 100_000),
                reader.bytes("ledger.batch.bytes"),
                reader.duration("ledger.batch.age", MILLISECOND, Duration.ofMinutes(1))),
            reader.number("ledger.retries", 0, 100),
            new RejectionLimit(reader.number("ledger.max-rejected-percent", 0, 100) / 100.0),
            new Neo4jConnections(
                reader.address(
                    "neo4j", Set.of("bolt", "neo4j", "bolt+s", "neo4j+s", "bolt+ssc", "neo4j+ssc")),
                PROGRAM),
            reader.text("projection.name"),
            reader.number("projection.partitions", 1, 1024),
            reader.number("projection.batch", 1, 100_000),
            reader.number("projection.window", 1, 10_000_000));
    reader.check();
    return config;
  }

  private static ServerAddress redis(ConfigReader reader) {
    ServerAddress address = reader.address("redis", Set.of("redis", "rediss"));
    String path = address.uri().getPath();
    reader.together(
        path == null || path.matches("/?|/[0-9]{1,4}"),
        "redis.uri should end with a database's number, or with its host and port");
    return address;
  }

  private static RedisStreamsOptions streams(ConfigReader reader) {
    RedisStreamsOptions.Builder options =
        RedisStreamsOptions.builder()
            .group(reader.text("redis.group"))
            .start(start(reader))
            .bounded(reader.oneOf("redis.bounded", Set.of("true", "false")).equals("true"))
            .trim(reader.oneOf("redis.trim", Set.of("trim", "keep")).equals("trim"))
            .failOnLoss(reader.oneOf("redis.on-loss", Set.of("continue", "fail")).equals("fail"))
            .maxEntryBytes(EventLimits.MAX_ENTRY_BYTES)
            .maxReadBytes(reader.bytes("redis.read-bytes"))
            .maxKeyBytes(MAX_KEY_BYTES)
            .block(reader.duration("redis.block", MILLISECOND, Duration.ofSeconds(10)))
            .discoveryInterval(
                reader.duration(
                    "redis.discovery-interval", Duration.ofMillis(100), Duration.ofDays(1)));
    return keys(reader, options).build();
  }

  /** Where the keys are wrong, others stand in for them until all problems are reported. */
  private static RedisStreamsOptions.Builder keys(
      ConfigReader reader, RedisStreamsOptions.Builder options) {
    List<String> keys = reader.list("redis.streams");
    String pattern = reader.optional("redis.streams-pattern");
    boolean present = !keys.isEmpty() || pattern != null;
    boolean shortEnough =
        keys.stream().allMatch(key -> key.getBytes(StandardCharsets.UTF_8).length <= MAX_KEY_BYTES);
    reader.together(present, "redis.streams or redis.streams-pattern should name what to read");
    reader.together(
        shortEnough, "redis.streams should name keys of at most " + MAX_KEY_BYTES + " bytes");
    return options.pattern(pattern).streams(present && shortEnough ? keys : List.of("events"));
  }

  private static StartPosition start(ConfigReader reader) {
    if (!reader.text("redis.start").matches("[a-z]+")) {
      return StartPosition.after(
          reader.parsed("redis.start", StreamPosition::parse, StreamPosition.ZERO));
    }
    return switch (reader.oneOf("redis.start", Set.of("group", "earliest", "latest"))) {
      case "earliest" -> StartPosition.earliest();
      case "latest" -> StartPosition.latest();
      default -> StartPosition.group();
    };
  }
}
