package io.contextgraph.job;

import io.contextgraph.decode.DecodeFunction;
import io.contextgraph.dedup.DeduplicateFunction;
import io.contextgraph.event.DeadLetter;
import io.contextgraph.event.DeadLetterFormat;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventFormat;
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
import io.contextgraph.redis.RedisStreamsSource;
import io.contextgraph.redis.StreamEntry;
import java.time.Clock;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/**
 * The two pipelines. They share no operator and so are two regions of the job graph: neither
 * restarts with the other.
 */
final class Pipelines {
  private static final TypeInformation<RawEntry> RAW_ENTRY =
      new BinaryTypeInformation<>(RawEntryFormat.RAW_ENTRY_V1);
  private static final TypeInformation<Event> EVENT =
      new BinaryTypeInformation<>(EventFormat.EVENT_V1);
  private static final TypeInformation<DeadLetter> DEAD_LETTER =
      new BinaryTypeInformation<>(DeadLetterFormat.DEAD_LETTER_V1);
  private static final TypeInformation<Slice> SLICE =
      new BinaryTypeInformation<>(SliceFormat.SLICE_V1);
  private static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", DEAD_LETTER);
  private static final int ONE_ORDER = 1;

  private Pipelines() {}

  static void build(StreamExecutionEnvironment environment, JobConfig config) {
    if (config.ingest()) {
      ingest(environment, config);
    }
    if (config.projection()) {
      projection(environment, config);
    }
  }

  private static void ingest(StreamExecutionEnvironment environment, JobConfig config) {
    SingleOutputStreamOperator<Event> decoded =
        environment
            .fromSource(
                new RedisStreamsSource<>(
                    config.redis(), config.streams(), Pipelines::rawEntry, RAW_ENTRY),
                WatermarkStrategy.noWatermarks(),
                "redis-streams")
            .uid(Uids.REDIS_SOURCE)
            .slotSharingGroup("ingest")
            .process(
                new DecodeFunction(config.eventLimits(), Clock::systemUTC, DEAD_LETTERS), EVENT)
            .name("decode")
            .uid(Uids.DECODE);
    PostgresConnections postgres = config.postgres();
    int retries = config.ledgerRetries();
    decoded
        .keyBy(Event::sessionId, Types.STRING)
        .process(
            new DeduplicateFunction(
                new BinaryTypeInformation<>(EventIdFormat.EVENT_ID_V1), config.dedupTimeToLive()),
            EVENT)
        .name("deduplicate")
        .uid(Uids.DEDUPLICATE)
        .sinkTo(
            new LedgerSink(
                mark -> new PostgresLedger(postgres, mark, retries),
                config.batch(),
                config.rejections()))
        .name("ledger")
        .uid(Uids.LEDGER)
        .setParallelism(ONE_ORDER);
    decoded
        .getSideOutput(DEAD_LETTERS)
        // Not chained: writing them must not hold up reading, and they stay a task to watch.
        .rebalance()
        .sinkTo(new DeadLetterSink(postgres))
        .name("dead-letters")
        .uid(Uids.DEAD_LETTERS)
        .setParallelism(ONE_ORDER);
  }

  /** The fields are shared, not copied. */
  private static RawEntry rawEntry(StreamEntry entry) {
    return new RawEntry(
        entry.stream(), entry.id().toString(), entry.fields(), entry.size(), entry.complete());
  }

  private static void projection(StreamExecutionEnvironment environment, JobConfig config) {
    Neo4jConnections neo4j = config.neo4j();
    String name = config.projectionName();
    int partitions = config.projectionPartitions();
    environment
        .fromSource(
            new LedgerSource(
                config.postgres(),
                new GraphProgress(neo4j, name, partitions),
                partitions,
                config.projectionWindow()),
            WatermarkStrategy.noWatermarks(),
            "ledger-source",
            SLICE)
        .uid(Uids.LEDGER_SOURCE)
        .setParallelism(ONE_ORDER)
        .slotSharingGroup("projection")
        .partitionCustom((partition, subtasks) -> partition % subtasks, Slice::partition)
        .sinkTo(
            new GraphSink(
                () -> new Neo4jGraphStore(neo4j::open, name, partitions), config.projectionBatch()))
        .name("graph")
        .uid(Uids.GRAPH);
  }
}
