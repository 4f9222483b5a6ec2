package io.contextgraph.ledger;

import io.contextgraph.event.DeadLetter;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.connector.jdbc.core.datastream.sink.committer.JdbcCommitable;
import org.apache.flink.connector.jdbc.core.datastream.sink.writer.JdbcWriter;
import org.apache.flink.connector.jdbc.core.datastream.sink.writer.JdbcWriterState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink's JDBC writer, except that closing it never throws. The JDBC writer flushes when it is
 * closed and throws if Postgres is unavailable; Flink treats an exception during the cleanup of a
 * failed task as fatal and ends the TaskManager. Letters that were not flushed before a barrier are
 * read again from Redis.
 */
final class DeadLetterWriter
    implements StatefulSinkWriter<DeadLetter, JdbcWriterState>,
        CommittingSinkWriter<DeadLetter, JdbcCommitable> {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWriter.class);

  private final JdbcWriter<DeadLetter> jdbc;

  DeadLetterWriter(JdbcWriter<DeadLetter> jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void write(DeadLetter letter, Context context) throws IOException, InterruptedException {
    jdbc.write(letter, context);
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    jdbc.flush(endOfInput);
  }

  @Override
  public List<JdbcWriterState> snapshotState(long checkpointId) throws IOException {
    return jdbc.snapshotState(checkpointId);
  }

  @Override
  public Collection<JdbcCommitable> prepareCommit() throws IOException, InterruptedException {
    return jdbc.prepareCommit();
  }

  @Override
  public void close() throws Exception {
    try {
      jdbc.close();
    } catch (RuntimeException e) {
      LOG.warn(
          "Could not write the dead letters after the last barrier; they will be read again", e);
    }
  }
}
