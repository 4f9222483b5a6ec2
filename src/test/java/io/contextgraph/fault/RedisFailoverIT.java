package io.contextgraph.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.benchmark.GeneratedEvents;
import io.contextgraph.local.Deployment;
import io.contextgraph.local.Distribution;
import io.contextgraph.local.Ports;
import io.contextgraph.local.RedisServer;
import io.contextgraph.local.ServerProcess;
import io.contextgraph.system.Invariants;
import io.contextgraph.system.LoggedProducer;
import io.contextgraph.system.Outside;
import io.contextgraph.system.RunningSystem;
import io.contextgraph.system.SentLog;
import io.contextgraph.system.TestPorts;
import io.contextgraph.system.Waiting;
import io.lettuce.core.XAddArgs;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Redis fails over to a replica that lacks the newest entries, while the job has read them. The
 * clock of the first server was ahead: the promoted one gives out ids that the job has passed.
 */
@Tag("full")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class RedisFailoverIT {
  private static final int PORTS = TestPorts.from(7_500);
  private static final int REPLICA = PORTS + Ports.COUNT;
  private static final int REPLICATION = PORTS + 23;
  private static final int AHEAD_MILLIS = 20_000;
  private static final int UNREPLICATED = 30;

  private FaultySystem faulty;
  private ServerProcess replica;
  private TcpProxy replication;
  private Outside promoted;
  private Invariants invariants;
  private SentLog log;

  @BeforeEach
  void start() throws Exception {
    faulty = FaultySystem.start(PORTS, Map.of());
    Outside outside = faulty.outside();
    promoted =
        new Outside(
            outside.jdbc(), outside.password(), outside.neo4j(), "redis://127.0.0.1:" + REPLICA);
    invariants = new Invariants(outside);
    log = faulty.sentLog();
    replication = new TcpProxy(REPLICATION, new Ports(PORTS).redis());
    Distribution servers = new Distribution(RunningSystem.PROJECT, System.out::println);
    RedisServer second =
        new RedisServer(servers.redisServer(), faulty.data().resolve("redis-2"), REPLICA);
    second.prepare();
    replica = new ServerProcess(second);
    replica.start();
    replica.awaitReady();
    promoted.redisDo(redis -> redis.sync().replicaof("127.0.0.1", REPLICATION));
    Waiting.await(
        "the replica is connected",
        () ->
            promoted
                .redisAsk(redis -> redis.sync().info("replication"))
                .contains("master_link_status:up"));
    faulty.system().submit(Deployment.fresh());
  }

  @AfterEach
  void stop() throws Exception {
    log.close();
    replica.stop();
    faulty.close();
    replication.close();
  }

  private void publish(Outside to, long seed) {
    new LoggedProducer(to.redis(), FaultySystem.STREAMS, log, seed, 600, 100, 0).run();
  }

  private void awaitArrived() throws Exception {
    assertThat(Waiting.settled(() -> invariants.arrived(log.read()))).isEmpty();
  }

  /** Adds entries that no replica gets; waits until the job has recorded them. */
  private void publishUnreplicated() throws Exception {
    replication.mode(TcpProxy.Mode.HALF_OPEN);
    long before = faulty.outside().head();
    GeneratedEvents events = new GeneratedEvents(99, Instant.now().minusSeconds(60));
    long ahead = System.currentTimeMillis() + AHEAD_MILLIS;
    faulty
        .outside()
        .redisDo(
            redis -> {
              for (int i = 0; i < UNREPLICATED; i++) {
                for (String stream : FaultySystem.STREAMS) {
                  XAddArgs id = new XAddArgs().id(ahead + "-" + i);
                  Map<String, String> event = texts(events.next());
                  // Sessions of their own: later entries of the others get lower ids.
                  event.put("session_id", "ahead-" + event.get("session_id"));
                  redis.sync().xadd(stream, id, event);
                }
              }
            });
    long recorded = before + (long) UNREPLICATED * FaultySystem.STREAMS.size();
    Waiting.await("they are recorded", () -> faulty.outside().head() == recorded);
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

  @Test
  void everythingThatThePromotedServerHasIsRecordedOnce() throws Exception {
    publish(faulty.outside(), 1);
    awaitArrived();
    publishUnreplicated();
    faulty.unsupervised(() -> faulty.system().processes().named("REDIS").kill());
    promoted.redisDo(redis -> redis.sync().replicaofNoOne());
    // More entries than the promoted server lacks: its counters show no loss when the job returns.
    publish(promoted, 2);
    faulty.proxy("REDIS").failOverTo(REPLICA);
    publish(promoted, 3);
    awaitArrived();
    assertThat(Waiting.settled(invariants::positions)).isEmpty();
    assertThat(Waiting.settled(invariants::graph)).isEmpty();
  }
}
