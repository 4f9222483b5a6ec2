package io.contextgraph.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.system.TestServers;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code publish} does with good and bad lines, with a real Redis. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class PublishCommandIT {
  private final Map<String, String> environment =
      Map.of("CONTEXT_GRAPH_REDIS_URI", TestServers.redis().address().uri().toString());
  private final RedisClient client =
      RedisClient.create(TestServers.redis().address().uri().toString());
  private final RedisCommands<String, String> redis = client.connect().sync();
  private final String stream = "publish-" + System.nanoTime();

  @TempDir private Path folder;

  /** As the job that reads the stream. */
  @BeforeEach
  void createGroup() {
    redis.xgroupCreate(
        StreamOffset.from(stream, "0"), "context-graph", XGroupCreateArgs.Builder.mkstream());
  }

  @AfterEach
  void disconnect() {
    client.shutdown();
  }

  private static String line(int number, String session) {
    return ("{\"event_id\":\"00000000-0000-4000-8000-%012d\",\"event_type\":\"tool_call\","
            + "\"occurred_at\":\"2026-11-02T09:00:00Z\",\"session_id\":\"%s\",\"agent_id\":\"a\","
            + "\"trace_id\":\"t\",\"payload\":{ \"é\" : 1.50 }}")
        .formatted(number, session);
  }

  private CommandRun publish(String text, String... options) {
    return publishTo(stream, text, options);
  }

  private CommandRun publishTo(String streams, String text, String... options) {
    String[] words =
        Stream.concat(Stream.of("publish", "-", "--streams", streams), Stream.of(options))
            .toArray(String[]::new);
    return CommandRun.of(environment, new ByteArrayInputStream(text.getBytes(UTF_8)), words);
  }

  private List<StreamMessage<String, String>> entries(String key) {
    return redis.xrange(key, Range.unbounded());
  }

  @Test
  void aBadLineIsReportedWithItsNumberAndHoldsNothingBack() {
    CommandRun run =
        publish(
            line(1, "s") + "\n\n{\"a\":NaN}\n" + line(2, "s") + "\n[]\n{}\n" + line(3, "s") + "\n");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(run.out()).isEqualTo("published 3, refused 3: lines 3, 5-6\n");
    assertThat(run.err())
        .isEqualTo(
            "line 3: NaN at column 6 is not a number in JSON (INVALID_JSON)\n"
                + "line 5: it is not a JSON object (INVALID_JSON)\n"
                + "line 6: event_id is missing; event_type is missing; occurred_at is missing;"
                + " session_id is missing; agent_id is missing; trace_id is missing"
                + " (MISSING_FIELD)\n");
    assertThat(entries(stream)).hasSize(3);
  }

  @Test
  void thePayloadIsPublishedAsItsBytesInTheFile() {
    assertThat(publish(line(1, "s")).out()).isEqualTo("published 1, refused 0\n");
    assertThat(entries(stream).get(0).getBody())
        .containsEntry("payload", "{ \"é\" : 1.50 }")
        .containsEntry("event_type", "tool_call");
  }

  @Test
  void aKeyThatLooksLikeAFieldIsPublishedAsAnAttributeAndNamedOnce() {
    String lines = line(1, "s") + "\n" + line(2, "s");
    CommandRun run = publish(lines.replace("{\"event_id", "{\"Tool Name\":\"x\",\"event_id"));
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).isEqualTo("published 2, refused 0\n");
    assertThat(run.err())
        .isEqualTo("line 1: Tool Name looks like tool_name, but is kept as an attribute\n");
    assertThat(entries(stream).get(1).getBody()).containsEntry("Tool Name", "x");
  }

  @Test
  void withStrictNothingIsPublishedIfTheLastLineIsBad() {
    CommandRun run = publish(line(1, "s") + "\n" + line(2, "s") + "\nx", "--strict");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(run.out()).isEqualTo("published 0, refused 1: line 3\n");
    assertThat(run.err())
        .startsWith("line 3: it is not ")
        .endsWith("nothing is published, as --strict demands\n");
    assertThat(entries(stream)).isEmpty();
  }

  @Test
  void withStrictAllLinesArePublishedIfAllAreGood() throws Exception {
    CommandRun run = publish(line(1, "s") + "\n" + line(2, "s"), "--strict");
    assertThat(run.out()).isEqualTo("published 2, refused 0\n");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    Path file = Files.writeString(folder.resolve("e.jsonl"), line(3, "s"));
    assertThat(
            CommandRun.of(environment, "publish", file.toString(), "--strict", "--streams", stream)
                .out())
        .isEqualTo("published 1, refused 0\n");
    assertThat(entries(stream)).hasSize(3);
  }

  @Test
  void aFileInUtf16IsOneClearLine() throws Exception {
    for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-16BE")) {
      Path file = folder.resolve(charset);
      Files.write(file, (line(1, "s") + "\n").getBytes(Charset.forName(charset)));
      CommandRun run = CommandRun.of(environment, "publish", file.toString(), "--streams", stream);
      assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
      assertThat(run.err())
          .isEqualTo(
              "context-graph: the file "
                  + file
                  + " is UTF-16, but events are read as UTF-8; convert it: iconv -f UTF-16 -t UTF-8\n");
    }
    assertThat(entries(stream)).isEmpty();
  }

  @Test
  void blanksAroundTheNamesOfStreamsAreIgnoredAsInTheJobsConfiguration() {
    String other = stream + "-b";
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      lines.append(line(i, "s" + i)).append('\n');
    }
    publishTo(" " + stream + " , " + other + ",", lines.toString());
    assertThat(entries(stream).size()).isBetween(1, 39);
    assertThat(entries(stream).size() + entries(other).size()).isEqualTo(40);
    assertThat(publishTo(" , ", "").err())
        .isEqualTo("context-graph: --streams must name a stream\n");
    assertThat(publishTo("x".repeat(2_001), "").exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
  }

  @Test
  void aStreamThatPerhapsNoJobReadsIsNamedAndPublishedTo() {
    String other = stream + "-new";
    String which =
        "stream "
            + other
            + " %s; a job records it only if redis.streams or"
            + " redis.streams-pattern includes it\n";
    CommandRun first = publishTo(other, line(1, "s"));
    assertThat(first.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(first.err()).isEqualTo(which.formatted("is new"));
    assertThat(publishTo(other + "," + stream, line(2, "s")).err())
        .isEqualTo(which.formatted("has no consumer group"));
    redis.xgroupCreate(StreamOffset.from(other, "0"), "context-graph");
    assertThat(publishTo(other, line(3, "s")).err()).isEmpty();
  }

  @Test
  void ifRedisRefusesAnEventTheLinesThatArePublishedAreNamed() {
    redis.set(stream, "no stream");
    CommandRun run = publish("x\n" + line(1, "s") + "\n" + line(2, "s"));
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(run.err())
        .contains(
            "stopped: no line is known to be published; of lines 2 to 3, any may be published")
        .contains("WRONGTYPE");
  }
}
