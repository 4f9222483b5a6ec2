package io.contextgraph.redis;

import io.contextgraph.server.RedisAddress;
import java.io.Serial;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A Flink source (FLIP-27) that reads Redis Streams of Redis 7.0 and newer. The positions are part
 * of Flink's checkpoints: after any failure, the restored state reflects each entry exactly once,
 * and the entries of one stream are emitted in order. The consumer group follows the completed
 * checkpoints; it only determines where a job without state starts. The timestamp of a record is
 * the time in the entry's id.
 *
 * <p>Guarantees, options, metrics and required rights: docs/redis-streams-source.md.
 *
 * @param <T> the type of the records
 */
public final class RedisStreamsSource<T>
    implements Source<T, StreamSplit, StreamsEnumeratorState>, ResultTypeQueryable<T> {
  @Serial private static final long serialVersionUID = 1;

  private final RedisAddress address;
  private final RedisStreamsOptions options;
  private final EntryDeserializer<T> deserializer;
  private final TypeInformation<T> type;

  /**
   * @param address with TLS, or in plain form on this machine, or {@link
   *     io.contextgraph.server.Tls#OFF}
   * @param type the type of the records that {@code deserializer} returns
   * @throws IllegalArgumentException if everything would leave this machine in plain form unasked
   */
  public RedisStreamsSource(
      RedisAddress address,
      RedisStreamsOptions options,
      EntryDeserializer<T> deserializer,
      TypeInformation<T> type) {
    this.address = address.requireProtected();
    this.options = options;
    this.deserializer = deserializer;
    this.type = type;
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return type;
  }

  @Override
  public Boundedness getBoundedness() {
    return options.bounded() ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<T, StreamSplit> createReader(SourceReaderContext context) {
    RedisSourceMetrics metrics = new RedisSourceMetrics(context.metricGroup());
    return new RedisSourceReader<>(
        address, options, deserializer, metrics, System::nanoTime, context);
  }

  @Override
  public SplitEnumerator<StreamSplit, StreamsEnumeratorState> createEnumerator(
      SplitEnumeratorContext<StreamSplit> context) {
    return restoreEnumerator(context, StreamsEnumeratorState.INITIAL);
  }

  @Override
  public SplitEnumerator<StreamSplit, StreamsEnumeratorState> restoreEnumerator(
      SplitEnumeratorContext<StreamSplit> context, StreamsEnumeratorState state) {
    return new StreamsEnumerator(context, address, options, state);
  }

  @Override
  public SimpleVersionedSerializer<StreamSplit> getSplitSerializer() {
    return StreamSplitSerializer.INSTANCE;
  }

  @Override
  public SimpleVersionedSerializer<StreamsEnumeratorState> getEnumeratorCheckpointSerializer() {
    return StreamsEnumeratorStateSerializer.INSTANCE;
  }
}
