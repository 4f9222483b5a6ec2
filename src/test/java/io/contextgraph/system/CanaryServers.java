package io.contextgraph.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contextgraph.cli.CommandRun;
import io.contextgraph.local.Http;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the scenario does with the servers of a system, and waits for. */
record CanaryServers(RunningSystem running) {
  private static final String GROUP = "canary-slow";

  Path data() {
    return running.system().flink().data().resolveSibling(".").normalize();
  }

  /** The environment of a program that was started with {@code connections.env}. */
  Map<String, String> environment() throws IOException {
    Map<String, String> environment = new HashMap<>();
    for (String line : Files.readAllLines(data().resolve("connections.env"))) {
      int equals = line.indexOf("='");
      environment.put(line.substring(0, equals), line.substring(equals + 2, line.length() - 1));
    }
    return environment;
  }

  CommandRun command(String... words) throws IOException {
    return CommandRun.of(environment(), InputStream.nullInputStream(), words);
  }

  /** Sends one of Redis's commands as a person would type it. */
  String redis(String line) throws Exception {
    List<String> words = List.of(line.split(" "));
    return running
        .outside()
        .redisAsk(
            redis -> {
              CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8);
              words.subList(1, words.size()).forEach(arguments::add);
              return redis
                  .sync()
                  .dispatch(
                      CommandType.valueOf(words.get(0)),
                      new StatusOutput<>(StringCodec.UTF8),
                      arguments);
            });
  }

  /** Rewrites of the append-only file end in the background. */
  void awaitRewrite() throws Exception {
    Waiting.await(
        "Redis has rewritten its append-only file",
        () -> {
          String state = running.outside().redisAsk(redis -> redis.sync().info("persistence"));
          return state.contains("aof_rewrite_in_progress:0")
              && state.contains("aof_rewrite_scheduled:0")
              && state.contains("aof_last_bgrewrite_status:ok");
        });
  }

  /** Another group needs what is added from now on, so that the stream is never empty. */
  void holdWhatFollows() throws Exception {
    running
        .outside()
        .redisDo(
            redis -> {
              redis.sync().xgroupDestroy(CanaryProducer.STREAM, GROUP);
              redis.sync().xgroupCreate(StreamOffset.latest(CanaryProducer.STREAM), GROUP);
            });
  }

  void holdNothing() throws Exception {
    running.outside().redisDo(redis -> redis.sync().xgroupDestroy(CanaryProducer.STREAM, GROUP));
  }

  /** Waits until the job has trimmed all entries before this one. */
  void awaitFirst(String entry) throws Exception {
    Waiting.await(
        "the first entry of the stream is " + entry,
        () ->
            running
                .outside()
                .redisAsk(
                    redis ->
                        redis
                            .sync()
                            .xrange(CanaryProducer.STREAM, Range.unbounded(), Limit.from(1)))
                .stream()
                .anyMatch(first -> first.getId().equals(entry)));
  }

  /** Makes every server write to disk what it has, Flink with a new checkpoint and a savepoint. */
  void flush() throws Exception {
    Waiting.await(
        "the graph is complete",
        () -> running.invariants().projected() == running.outside().head());
    String job = running.system().jobId();
    long before = running.checkpoints(job);
    Waiting.await("a checkpoint", () -> running.checkpoints(job) > before + 1);
    savepoint(job);
    running.outside().execute("CHECKPOINT");
    // Its Community Edition has no command for a checkpoint, and makes one as it stops.
    running.system().restart("NEO4J");
  }

  private void savepoint(String job) throws Exception {
    URI savepoints = running.system().flink().rest().resolve("/jobs/" + job + "/savepoints/");
    String id =
        Http.post(
                URI.create(savepoints.toString().replaceFirst("/$", "")), "{\"cancel-job\": false}")
            .path("request-id")
            .asText();
    JsonNode[] answer = {Http.json(savepoints.resolve(id))};
    Waiting.await(
        "a savepoint",
        () -> {
          answer[0] = Http.json(savepoints.resolve(id));
          return answer[0].path("status").path("id").asText().equals("COMPLETED");
        });
    assertThat(answer[0].path("operation").path("location").asText()).isNotEmpty();
  }
}
