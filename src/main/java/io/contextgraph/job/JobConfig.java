package io.contextgraph.job;

import io.contextgraph.event.EventLimits;
import io.contextgraph.graph.Neo4jConnections;
import io.contextgraph.ledger.BatchLimits;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.RejectionLimit;
import io.contextgraph.redis.RedisSession;
import io.contextgraph.redis.RedisStreamsOptions;
import io.contextgraph.redis.StreamPosition;
import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.ServerAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    reader.together(
        !config.streams().streams().isEmpty() || config.streams().pattern() != null,
        "redis.streams or redis.streams-pattern should name what to read");
    reader.together(
        config.streams().streams().stream()
            .allMatch(
                key -> key.getBytes(StandardCharsets.UTF_8).length <= RedisSession.MAX_NAME_BYTES),
        "redis.streams should name keys of at most " + RedisSession.MAX_NAME_BYTES + " bytes");
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
    String start = reader.text("redis.start");
    StreamPosition startId =
        start.matches("[a-z]+")
            ? null
            : reader.parsed("redis.start", StreamPosition::parse, StreamPosition.ZERO);
    return new RedisStreamsOptions(
        reader.list("redis.streams"),
        reader.optional("redis.streams-pattern"),
        reader.text("redis.group"),
        start(reader, startId),
        startId,
        reader.oneOf("redis.bounded", Set.of("true", "false")).equals("true"),
        reader.oneOf("redis.trim", Set.of("trim", "keep")).equals("trim"),
        reader.oneOf("redis.on-loss", Set.of("continue", "fail")).equals("fail"),
        EventLimits.MAX_ENTRY_BYTES,
        reader.bytes("redis.read-bytes"),
        reader.duration("redis.block", MILLISECOND, Duration.ofSeconds(10)),
        reader.duration("redis.discovery-interval", Duration.ofMillis(100), Duration.ofDays(1)));
  }

  private static RedisStreamsOptions.Start start(
      ConfigReader reader, @Nullable StreamPosition startId) {
    if (startId != null) {
      return RedisStreamsOptions.Start.ID;
    }
    return switch (reader.oneOf("redis.start", Set.of("group", "earliest", "latest"))) {
      case "earliest" -> RedisStreamsOptions.Start.EARLIEST;
      case "latest" -> RedisStreamsOptions.Start.LATEST;
      default -> RedisStreamsOptions.Start.GROUP;
    };
  }
}
