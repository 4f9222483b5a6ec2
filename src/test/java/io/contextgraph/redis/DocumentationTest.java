package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.ServerAddress;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** Compares docs/redis-streams-source.md with the code. */
class DocumentationTest {
  private static final Path PROJECT = Path.of(System.getProperty("project.directory", "."));
  private static final Path DOCS = PROJECT.resolve("docs/redis-streams-source.md");
  private static final Path SOURCE =
      PROJECT.resolve("src/test/java/io/contextgraph/redis/DocumentationTest.java");

  private static void example(StreamExecutionEnvironment environment) {
    // begin of the example
    RedisStreamsSource<String> source =
        new RedisStreamsSource<>(
            new RedisAddress(ServerAddress.ofUriWithSecret("redis://127.0.0.1:6379"), "example"),
            RedisStreamsOptions.builder().streams(List.of("events")).group("example").build(),
            entry -> entry.id() + " has " + entry.fields().size() / 2 + " fields",
            Types.STRING);
    environment
        .fromSource(source, WatermarkStrategy.noWatermarks(), "redis-streams")
        .uid("redis-source")
        .print();
    // end of the example
  }

  private static String between(Path file, String begin, String end) throws IOException {
    String text = Files.readString(file);
    int from = text.indexOf(begin) + begin.length();
    return text.substring(from, text.indexOf(end, from)).stripTrailing().stripIndent().strip();
  }

  /** The cells of a table: the first column's to the second's. */
  private static Map<String, String> table(String firstHeading) throws IOException {
    return Files.readString(DOCS)
        .split("\\| " + firstHeading + " \\|.*\n\\|-[-|]*\n")[1]
        .lines()
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> line.split("\\|"))
        .collect(Collectors.toMap(cells -> cells[1].strip(), cells -> cells[2].strip()));
  }

  @Test
  void theExampleIsTheOneThatIsCompiledHereAndBuildsAJob() throws Exception {
    assertThat(between(DOCS, "```java\n", "```"))
        .isEqualTo(between(SOURCE, "// begin of the example\n", "    // end of the example"));
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    example(environment);
    assertThat(environment.getStreamGraph().getJobGraph().getNumberOfVertices()).isPositive();
  }

  @Test
  void everyOptionIsDocumented() throws IOException {
    assertThat(table("option").keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(RedisStreamsOptions.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
  }

  @Test
  void theDocumentedDefaultsAreThoseOfTheBuilder() throws IOException {
    RedisStreamsOptions options =
        RedisStreamsOptions.builder().streams(List.of("s")).group("g").build();
    assertThat(table("option"))
        .containsEntry("start", "group")
        .containsEntry("bounded", String.valueOf(options.bounded()))
        .containsEntry("trim", String.valueOf(options.trim()))
        .containsEntry("failOnLoss", String.valueOf(options.failOnLoss()))
        .containsEntry("maxEntryBytes", String.valueOf(options.maxEntryBytes()))
        .containsEntry("maxReadBytes", String.valueOf(options.maxReadBytes()))
        .containsEntry("maxKeyBytes", String.valueOf(options.maxKeyBytes()))
        .containsEntry("block", options.block().toMillis() + " ms")
        .containsEntry("discoveryInterval", options.discoveryInterval().toSeconds() + " s")
        .containsEntry("reconnectTimeout", options.reconnectTimeout().toSeconds() + " s")
        .containsEntry("rewind", options.rewind().toSeconds() + " s");
    assertThat(options.start()).isEqualTo(StartPosition.group());
  }

  @Test
  void everyMetricThatTheSourceRegistersIsDocumented() throws IOException {
    assertThat(table("metric").keySet()).containsAll(registeredByReaders());
  }

  @Test
  void theMetricsOfTheCoordinatorAreThoseThatAreDocumented() throws IOException {
    assertThat(table("coordinator's metric").keySet())
        .containsExactlyInAnyOrderElementsOf(registeredByTheCoordinator());
  }

  private static Set<String> registeredByReaders() {
    Set<String> names = new TreeSet<>();
    RedisSourceMetrics metrics =
        new RedisSourceMetrics(
            recording(
                SourceReaderMetricGroup.class,
                UnregisteredMetricsGroup.createSourceReaderMetricGroup(),
                names));
    metrics.entryIncomplete();
    return names;
  }

  private static Set<String> registeredByTheCoordinator() {
    Set<String> names = new TreeSet<>();
    new RetriedDiscovery(() -> Discovered.NOTHING, Duration.ofSeconds(1), () -> 0, false)
        .register(
            recording(
                SplitEnumeratorMetricGroup.class,
                UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup(),
                names));
    return names;
  }

  private static <T> T recording(Class<T> type, T unregistered, Set<String> names) {
    return type.cast(
        Proxy.newProxyInstance(
            DocumentationTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals("gauge")) {
                names.add((String) arguments[0]);
              }
              return method.invoke(unregistered, arguments);
            }));
  }
}
