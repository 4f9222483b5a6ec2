package io.contextgraph.ledger;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.system.TestServers;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.testframe.environment.MiniClusterTestEnvironment;
import org.apache.flink.connector.testframe.external.ExternalContextFactory;
import org.apache.flink.connector.testframe.external.ExternalSystemDataReader;
import org.apache.flink.connector.testframe.external.sink.DataStreamSinkV2ExternalContext;
import org.apache.flink.connector.testframe.external.sink.TestingSinkSettings;
import org.apache.flink.connector.testframe.junit.annotations.TestContext;
import org.apache.flink.connector.testframe.junit.annotations.TestEnv;
import org.apache.flink.connector.testframe.junit.annotations.TestSemantics;
import org.apache.flink.connector.testframe.testsuites.SinkTestSuiteBase;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.CheckpointingMode;
import org.junit.jupiter.api.Timeout;

/** Flink's official suite for sinks, exactly once, against a real Postgres: five tests. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LedgerSinkIT extends SinkTestSuiteBase<String> {
  @TestEnv MiniClusterTestEnvironment flink = new MiniClusterTestEnvironment();

  @TestSemantics CheckpointingMode[] semantics = {CheckpointingMode.EXACTLY_ONCE};

  @TestContext ExternalContextFactory<NewLedger> context = name -> new NewLedger();

  /** The suite compares strings, so each string is recorded as one event. */
  record StringSink(LedgerSink events)
      implements Sink<String>, SupportsWriterState<String, LedgerMark> {
    private static Event event(String text) {
      return EventFields.valid()
          .with(
              "event_id", UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString())
          .with("text", text)
          .event("suite", "1-1");
    }

    @Override
    public StringWriter createWriter(WriterInitContext context) throws IOException {
      return new StringWriter(events.createWriter(context));
    }

    @Override
    public StringWriter restoreWriter(WriterInitContext context, Collection<LedgerMark> marks) {
      return new StringWriter(events.restoreWriter(context, marks));
    }

    @Override
    public SimpleVersionedSerializer<LedgerMark> getWriterStateSerializer() {
      return events.getWriterStateSerializer();
    }
  }

  private record StringWriter(LedgerSinkWriter events)
      implements StatefulSinkWriter<String, LedgerMark> {
    @Override
    public void write(String text, Context context) throws IOException, InterruptedException {
      events.write(StringSink.event(text), context);
    }

    @Override
    public void flush(boolean endOfInput) throws InterruptedException {
      events.flush(endOfInput);
    }

    @Override
    public List<LedgerMark> snapshotState(long checkpointId) {
      return events.snapshotState(checkpointId);
    }

    @Override
    public void close() throws Exception {
      events.close();
    }
  }

  static final class NewLedger implements DataStreamSinkV2ExternalContext<String> {
    private final String database = TestServers.newLedger();

    @Override
    public Sink<String> createSink(TestingSinkSettings settings) {
      PostgresConnections connections = TestServers.ledger(database, "ledger_writer");
      return new StringSink(
          new LedgerSink(
              mark -> new PostgresLedger(connections, mark, 3),
              new BatchLimits(100, 1 << 20, Duration.ofMillis(20)),
              new RejectionLimit(0.2)));
    }

    @Override
    public ExternalSystemDataReader<String> createSinkDataReader(TestingSinkSettings settings) {
      return new Reader(TestServers.ledger(database, "ledger_reader"));
    }

    @Override
    public List<String> generateTestData(TestingSinkSettings settings, long seed) {
      Random random = new Random(seed);
      List<String> records = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        records.add("record " + i + " " + random.nextInt());
      }
      return records;
    }

    @Override
    public TypeInformation<String> getProducedType() {
      return Types.STRING;
    }

    @Override
    public List<URL> getConnectorJarPaths() {
      return List.of();
    }

    @Override
    public void close() {}
  }

  /** Reads by position, as a live consumer does. */
  private static final class Reader implements ExternalSystemDataReader<String> {
    private final PostgresConnections connections;
    private long position;

    Reader(PostgresConnections connections) {
      this.connections = connections;
    }

    @Override
    public List<String> poll(Duration timeout) {
      List<String> texts = new ArrayList<>();
      try (Connection connection = connections.open();
          Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT global_position, attributes ->> 'text' FROM ledger.events("
                      + position
                      + ", 1000)")) {
        while (rows.next()) {
          position = rows.getLong(1);
          texts.add(rows.getString(2));
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return texts;
    }

    @Override
    public void close() {}
  }
}
