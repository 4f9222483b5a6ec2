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
 * Redis Streams (7.0 and newer) as a source whose positions belong to the checkpoint: each entry is
 * emitted exactly once into Flink's state, in its stream's order, whatever fails. The consumer
 * group is written after each completed checkpoint and obeyed only by a job without state. An
 * entry's event time is the time in its id.
 */
public final class RedisStreamsSource<T>
    implements Source<T, StreamSplit, StreamsEnumeratorState>, ResultTypeQueryable<T> {
  @Serial private static final long serialVersionUID = 1;

  private final RedisAddress address;
  private final RedisStreamsOptions options;
  private final EntryDeserializer<T> deserializer;
  private final TypeInformation<T> type;

  public RedisStreamsSource(
      RedisAddress address,
      RedisStreamsOptions options,
      EntryDeserializer<T> deserializer,
      TypeInformation<T> type) {
    this.address = address;
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
    return new RedisSourceReader<>(
        address, options, deserializer, new RedisSourceMetrics(context.metricGroup()), context);
  }

  @Override
  public SplitEnumerator<StreamSplit, StreamsEnumeratorState> createEnumerator(
      SplitEnumeratorContext<StreamSplit> context) {
    return restoreEnumerator(context, StreamsEnumeratorState.NONE);
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
