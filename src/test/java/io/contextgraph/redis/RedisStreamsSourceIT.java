package io.contextgraph.redis;

import io.contextgraph.producer.EventProducer;
import io.contextgraph.system.TestServers;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.testframe.environment.MiniClusterTestEnvironment;
import org.apache.flink.connector.testframe.external.ExternalContextFactory;
import org.apache.flink.connector.testframe.external.ExternalSystemSplitDataWriter;
import org.apache.flink.connector.testframe.external.source.DataStreamSourceExternalContext;
import org.apache.flink.connector.testframe.external.source.TestingSourceSettings;
import org.apache.flink.connector.testframe.junit.annotations.TestContext;
import org.apache.flink.connector.testframe.junit.annotations.TestEnv;
import org.apache.flink.connector.testframe.junit.annotations.TestSemantics;
import org.apache.flink.connector.testframe.testsuites.SourceTestSuiteBase;
import org.apache.flink.streaming.api.CheckpointingMode;
import org.junit.jupiter.api.Timeout;

/** Flink's official suite for sources, against a real Redis: eight tests. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RedisStreamsSourceIT extends SourceTestSuiteBase<String> {
  @TestEnv MiniClusterTestEnvironment flink = new MiniClusterTestEnvironment();

  @TestSemantics CheckpointingMode[] semantics = {CheckpointingMode.EXACTLY_ONCE};

  @TestContext ExternalContextFactory<Streams> context = name -> new Streams();

  /** Streams of one test: each split is one. */
  static final class Streams implements DataStreamSourceExternalContext<String> {
    private final String prefix = "suite-" + System.nanoTime() + "-";
    private final List<Writer> writers = new ArrayList<>();

    @Override
    public Source<String, ?, ?> createSource(TestingSourceSettings settings) {
      RedisStreamsOptions options =
          RedisStreamsOptions.builder()
              .pattern(prefix + "*")
              .group(prefix + "group")
              .bounded(settings.getBoundedness() == Boundedness.BOUNDED)
              .trim(true)
              .failOnLoss(true)
              .block(Duration.ofMillis(100))
              .discoveryInterval(Duration.ofMillis(200))
              .build();
      return new RedisStreamsSource<>(
          TestServers.redis(),
          options,
          entry -> new String(entry.fields().get(1), StandardCharsets.UTF_8),
          Types.STRING);
    }

    @Override
    public ExternalSystemSplitDataWriter<String> createSourceSplitDataWriter(
        TestingSourceSettings settings) {
      Writer writer = new Writer(prefix + writers.size());
      writers.add(writer);
      return writer;
    }

    @Override
    public List<String> generateTestData(TestingSourceSettings settings, int split, long seed) {
      Random random = new Random(seed);
      List<String> records = new ArrayList<>();
      for (int i = 0; i < 100 + random.nextInt(100); i++) {
        records.add("split " + split + " record " + i + " " + random.nextInt());
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
    public void close() {
      writers.forEach(Writer::close);
    }
  }

  private record Writer(String stream, EventProducer producer)
      implements ExternalSystemSplitDataWriter<String> {
    Writer(String stream) {
      this(stream, new EventProducer(TestServers.redis(), List.of(stream)));
    }

    @Override
    public void writeRecords(List<String> records) {
      try {
        for (String record : records) {
          producer.send(stream, List.of(new byte[] {'r'}, record.getBytes(StandardCharsets.UTF_8)));
        }
        producer.flush();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      producer.close();
    }
  }
}
