package io.contextgraph.job;

import io.contextgraph.decode.DecodeFunction;
import io.contextgraph.dedup.DeduplicateFunction;
import io.contextgraph.event.DeadLetter;
import io.contextgraph.event.DeadLetterFormat;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventFormat;
import io.contextgraph.event.EventId;
import io.contextgraph.event.EventIdFormat;
import io.contextgraph.event.RawEntry;
import io.contextgraph.event.RawEntryFormat;
import io.contextgraph.event.Slice;
import io.contextgraph.event.SliceFormat;
import io.contextgraph.graph.GraphSink;
import io.contextgraph.graph.Neo4jConnections;
import io.contextgraph.graph.Neo4jGraphStore;
import io.contextgraph.ledger.DeadLetterSink;
import io.contextgraph.ledger.LedgerSink;
import io.contextgraph.ledger.LedgerSource;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.privacy.KeyStoreSealers;
import io.contextgraph.redis.RedisStreamsSource;
import io.contextgraph.redis.StreamEntry;
import java.time.Clock;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/**
 * Builds the two pipelines. They share no operator, so they are two regions of the job graph, and
 * neither restarts when the other does.
 */
final class Pipelines {
  private static final TypeInformation<RawEntry> RAW_ENTRY =
      new BinaryTypeInformation<>(RawEntryFormat.RAW_ENTRY_V1);
  private static final TypeInformation<Event> EVENT =
      new BinaryTypeInformation<>(EventFormat.EVENT_V2);
  private static final TypeInformation<EventId> EVENT_ID =
      new BinaryTypeInformation<>(EventIdFormat.EVENT_ID_V1);
  private static final TypeInformation<DeadLetter> DEAD_LETTER =
      new BinaryTypeInformation<>(DeadLetterFormat.DEAD_LETTER_V1);
  private static final TypeInformation<Slice> SLICE =
      new BinaryTypeInformation<>(SliceFormat.SLICE_V2);
  private static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", DEAD_LETTER);

  /** One subtask, which keeps a single order. */
  private static final int ONE_ORDER = 1;

  private Pipelines() {}

  static void build(StreamExecutionEnvironment environment, JobConfig config) {
    if (config.runs(Pipeline.INGEST)) {
      SingleOutputStreamOperator<Event> decoded = decode(environment, config);
      record(decoded, config);
      recordDeadLetters(decoded.getSideOutput(DEAD_LETTERS), config.ledger());
    }
    if (config.runs(Pipeline.PROJECTION)) {
      project(environment, config.ledger(), config.projection());
    }
  }

  private static SingleOutputStreamOperator<Event> decode(
      StreamExecutionEnvironment environment, JobConfig config) {
    RedisConfig redis = config.redis();
    return environment
        .fromSource(
            new RedisStreamsSource<>(
                redis.address(), redis.streams(), Pipelines::rawEntry, RAW_ENTRY),
            WatermarkStrategy.noWatermarks(),
            "redis-streams")
        .uid(Uids.REDIS_SOURCE)
        .slotSharingGroup("ingest")
        .process(decodeFunction(config), EVENT)
        .name("decode")
        .uid(Uids.DECODE);
  }

  private static DecodeFunction decodeFunction(JobConfig config) {
    KeyStoreSealers sealers = config.privacy().sealers(config.ledger());
    return new DecodeFunction(
        config.event().limits(),
        Clock::systemUTC,
        sealers == null ? null : fresh -> fresh ? sealers.openAtStart() : sealers.open(),
        DEAD_LETTERS);
  }

  /** The fields are shared, not copied. */
  private static RawEntry rawEntry(StreamEntry entry) {
    return new RawEntry(
        entry.stream(), entry.id().toString(), entry.fields(), entry.size(), entry.complete());
  }

  private static void record(DataStream<Event> decoded, JobConfig config) {
    Duration timeToLive = config.event().dedupTimeToLive();
    decoded
        .keyBy(Event::sessionId, Types.STRING)
        .process(new DeduplicateFunction(EVENT_ID, timeToLive), EVENT)
        .name("deduplicate")
        .uid(Uids.DEDUPLICATE)
        .sinkTo(ledger(config.ledger()))
        .name("ledger")
        .uid(Uids.LEDGER)
        .setParallelism(ONE_ORDER);
  }

  private static LedgerSink ledger(LedgerConfig config) {
    PostgresConnections postgres = config.postgres();
    int retries = config.retries();
    return new LedgerSink(
        mark -> new PostgresLedger(postgres, mark, retries), config.batch(), config.rejections());
  }

  private static void recordDeadLetters(DataStream<DeadLetter> letters, LedgerConfig config) {
    letters
        // Not chained, so that writing does not delay reading and has its own task in the
        // dashboard.
        .rebalance()
        .sinkTo(new DeadLetterSink(config.postgres()))
        .name("dead-letters")
        .uid(Uids.DEAD_LETTERS)
        .setParallelism(ONE_ORDER);
  }

  private static void project(
      StreamExecutionEnvironment environment, LedgerConfig ledger, ProjectionConfig graph) {
    environment
        .fromSource(source(ledger, graph), WatermarkStrategy.noWatermarks(), "ledger-source", SLICE)
        .uid(Uids.LEDGER_SOURCE)
        .setParallelism(ONE_ORDER)
        .slotSharingGroup("projection")
        .partitionCustom((partition, subtasks) -> partition % subtasks, Slice::partition)
        .sinkTo(sink(graph))
        .name("graph")
        .uid(Uids.GRAPH);
  }

  private static LedgerSource source(LedgerConfig ledger, ProjectionConfig graph) {
    return new LedgerSource(
        ledger.postgres(),
        new GraphProgress(graph.neo4j(), graph.name(), graph.partitions()),
        graph.partitions(),
        graph.window());
  }

  private static GraphSink sink(ProjectionConfig graph) {
    Neo4jConnections neo4j = graph.neo4j();
    String name = graph.name();
    int partitions = graph.partitions();
    return new GraphSink(() -> new Neo4jGraphStore(neo4j, name, partitions), graph.batch());
  }
}
