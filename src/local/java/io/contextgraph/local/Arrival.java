package io.contextgraph.local;

import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.redis.GroupInfo;
import io.contextgraph.redis.RedisConnection;
import io.contextgraph.redis.StreamInspector;
import io.contextgraph.redis.StreamPosition;
import io.lettuce.core.RedisException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.neo4j.driver.Driver;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * Waits until the job has acknowledged everything published to Redis, which means that it is
 * durable, and the graph has caught up with the ledger; or until neither has made progress for a
 * while.
 */
record Arrival(LocalSystem system, Consumer<String> progress, LongSupplier nanoClock) {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(5);
  private static final int POLL_MILLIS = 200;

  void await(Published published) throws InterruptedException {
    StreamPosition goal = published.lastEntry();
    ArrivalProgress last = ArrivalProgress.NONE;
    long moved = nanoClock.getAsLong();
    long reported = moved;
    for (long now = moved; now - moved < PATIENCE.toNanos(); now = nanoClock.getAsLong()) {
      ArrivalProgress polled = poll(last);
      if (polled.hasReached(goal)) {
        return;
      }
      moved = polled.equals(last) ? moved : now;
      last = polled;
      if (now - reported > REPORT_INTERVAL.toNanos()) {
        reported = now;
        progress.accept(last.toString());
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    progress.accept("No progress for " + PATIENCE.toSeconds() + " s");
  }

  /** Polls the servers; returns the last known progress while one of them is being restarted. */
  private ArrivalProgress poll(ArrivalProgress known) {
    try (RedisConnection redis = RedisConnection.open(system.redisAddress());
        Connection ledger = system.postgres().superuser(PostgresServer.DATABASE).open();
        Driver graph = system.neo4j().connections().open()) {
      return new ArrivalProgress(
          acknowledged(redis),
          LedgerHead.read(ledger).position(),
          Cypher.PROJECTED_POSITION.number(graph, Map.of()));
    } catch (RedisException | SQLException | Neo4jException restarting) {
      return known;
    }
  }

  private static StreamPosition acknowledged(RedisConnection redis) {
    return new StreamInspector(redis)
        .group(Published.STREAM, "context-graph")
        .map(GroupInfo::lastDelivered)
        .orElse(StreamPosition.ZERO);
  }
}
