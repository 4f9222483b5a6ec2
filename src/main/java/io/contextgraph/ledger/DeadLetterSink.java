package io.contextgraph.ledger;

import io.contextgraph.event.DeadLetter;
import java.io.IOException;
import java.io.Serial;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.connector.jdbc.core.datastream.sink.committer.JdbcCommitable;
import org.apache.flink.connector.jdbc.core.datastream.sink.writer.JdbcWriterState;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Writes dead letters through Flink's {@link JdbcSink}: at least once, flushed before the barrier.
 * Writing a letter twice changes nothing. Only {@code close} differs; see {@link DeadLetterWriter}.
 */
public final class DeadLetterSink
    implements Sink<DeadLetter>,
        SupportsWriterState<DeadLetter, JdbcWriterState>,
        SupportsCommitter<JdbcCommitable> {
  @Serial private static final long serialVersionUID = 1;

  private final JdbcSink<DeadLetter> fresh;
  private final JdbcSink<DeadLetter> continued;

  public DeadLetterSink(PostgresConnections postgres) {
    fresh = jdbc(new DeadLetterConnection(postgres, false));
    continued = jdbc(new DeadLetterConnection(postgres, true));
  }

  private static JdbcSink<DeadLetter> jdbc(DeadLetterConnection connection) {
    return JdbcSink.<DeadLetter>builder()
        .withQueryStatement(Sql.INSERT_DEAD_LETTER.text(), DeadLetterInsert::fill)
        .withExecutionOptions(
            JdbcExecutionOptions.builder()
                .withBatchSize(500)
                .withBatchIntervalMs(200)
                .withMaxRetries(5)
                .build())
        .buildAtLeastOnce(connection);
  }

  /** After a checkpoint the credentials have worked. */
  private JdbcSink<DeadLetter> jdbc(WriterInitContext context) {
    return context.getRestoredCheckpointId().isPresent() ? continued : fresh;
  }

  @Override
  public DeadLetterWriter createWriter(WriterInitContext context) throws IOException {
    DriverRelease.registerWith(context.getUserCodeClassLoader());
    return new DeadLetterWriter(jdbc(context).createWriter(context));
  }

  @Override
  public DeadLetterWriter restoreWriter(
      WriterInitContext context, Collection<JdbcWriterState> recovered) throws IOException {
    DriverRelease.registerWith(context.getUserCodeClassLoader());
    return new DeadLetterWriter(jdbc(context).restoreWriter(context, recovered));
  }

  @Override
  public SimpleVersionedSerializer<JdbcWriterState> getWriterStateSerializer() {
    return fresh.getWriterStateSerializer();
  }

  @Override
  public Committer<JdbcCommitable> createCommitter(CommitterInitContext context)
      throws IOException {
    return fresh.createCommitter(context);
  }

  @Override
  public SimpleVersionedSerializer<JdbcCommitable> getCommittableSerializer() {
    return fresh.getCommittableSerializer();
  }
}
