package io.contextgraph.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.benchmark.GeneratedEvents;
import io.contextgraph.local.Deployment;
import io.contextgraph.system.Invariants;
import io.contextgraph.system.LoggedProducer;
import io.contextgraph.system.SentLog;
import io.contextgraph.system.TestPorts;
import io.contextgraph.system.Waiting;
import io.lettuce.core.RedisFuture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One entry that is very large, and very many streams, with the default memory. */
@Tag("full")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LargeStreamsIT {
  private static final int STREAMS = 2_000;
  private static final int MEGABYTE = 1 << 20;
  private static FaultySystem faulty;
  private SentLog log;
  private Invariants invariants;

  @BeforeAll
  static void start() throws Exception {
    faulty = FaultySystem.start(TestPorts.from(8_000), Map.of());
  }

  @AfterAll
  static void stop() throws Exception {
    faulty.close();
  }

  @BeforeEach
  void reset() throws Exception {
    faulty.reset();
    log = faulty.sentLog();
    invariants = new Invariants(faulty.outside());
  }

  @AfterEach
  void end() throws Exception {
    log.close();
  }

  private void publish(long seed, int events) {
    new LoggedProducer(faulty.outside().redis(), FaultySystem.STREAMS, log, seed, events, 200, 0)
        .run();
  }

  private void check() throws Exception {
    assertThat(Waiting.settled(() -> invariants.arrived(log.read()), Duration.ofMinutes(2)))
        .isEmpty();
    assertThat(Waiting.settled(invariants::positions)).isEmpty();
  }

  /** The entry lies between others of its stream, and all of them are read. */
  @ParameterizedTest
  @ValueSource(ints = {24, 48})
  void nothingBehindAnEntryOfManyMegabytesIsHeldUp(int megabytes) throws Exception {
    publish(1, 400);
    String id =
        faulty
            .outside()
            .redisAsk(
                redis ->
                    redis
                        .sync()
                        .xadd("events", Map.of("payload", "x".repeat(megabytes * MEGABYTE))));
    publish(2, 400);
    faulty.system().submit(Deployment.fresh());
    publish(3, 400);
    check();
    Waiting.await(
        "the entry is a dead letter",
        () ->
            faulty
                    .outside()
                    .number("SELECT count(*) FROM ledger.dead_letter WHERE entry_id = '" + id + "'")
                == 1);
    Waiting.await(
        "Redis is trimmed",
        () -> faulty.outside().redisAsk(redis -> redis.sync().xlen("events")) == 0);
  }

  @Test
  void twoThousandStreamsAreReadAndABusyOneAmongThem() throws Exception {
    GeneratedEvents events = new GeneratedEvents(5, Instant.now().minusSeconds(3_600));
    faulty
        .outside()
        .redisDo(
            redis -> {
              List<RedisFuture<String>> replies = new ArrayList<>();
              for (int stream = 0; stream < STREAMS; stream++) {
                replies.add(redis.async().xadd("many-" + stream, texts(events.next())));
              }
              for (RedisFuture<String> reply : replies) {
                reply.get();
              }
            });
    publish(6, 6_000);
    faulty.system().submit(Deployment.fresh("--redis.streams-pattern", "many-*"));
    publish(7, 6_000);
    check();
    Waiting.await(
        "every stream is read",
        () ->
            faulty
                    .outside()
                    .number(
                        "SELECT count(DISTINCT stream) FROM ledger.event WHERE stream LIKE 'many-%'")
                == STREAMS);
    assertThat(Waiting.settled(invariants::graph, Duration.ofMinutes(2))).isEmpty();
  }

  private static Map<String, String> texts(List<byte[]> fields) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i += 2) {
      texts.put(text(fields.get(i)), text(fields.get(i + 1)));
    }
    return texts;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
