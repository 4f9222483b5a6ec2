package io.contextgraph.local;

import io.contextgraph.redis.GroupInfo;
import io.contextgraph.redis.RedisConnection;
import io.contextgraph.redis.StreamInspector;
import io.contextgraph.redis.StreamPosition;
import io.lettuce.core.RedisException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.Driver;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * Waits until the job has told Redis that everything published is durable, and the graph has
 * reached the ledger; or until neither came any further for a while.
 */
record Arrival(LocalSystem system, Supervisor supervisor, PrintStream out) {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final long SAY_EVERY_NANOS = Duration.ofSeconds(5).toNanos();

  /** How far the job is. */
  private record Progress(StreamPosition acknowledged, long recorded, long projected) {}

  void await(Published published) throws InterruptedException {
    StreamPosition goal = published.lastEntry();
    Progress before = new Progress(StreamPosition.ZERO, 0, 0);
    long moved = System.nanoTime();
    long said = moved;
    while (System.nanoTime() - moved < PATIENCE.toNanos()) {
      supervisor.check();
      Progress now = look(before);
      if (!goal.isAfter(now.acknowledged()) && now.projected() >= now.recorded()) {
        return;
      }
      moved = now.equals(before) ? moved : System.nanoTime();
      before = now;
      if (System.nanoTime() - said > SAY_EVERY_NANOS) {
        said = System.nanoTime();
        out.println(
            "The ledger is at position " + now.recorded() + ", the graph at " + now.projected());
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    out.println("Nothing came any further for " + PATIENCE.toSeconds() + " s");
  }

  /** What the servers say; a server that is being started again says nothing new. */
  private Progress look(Progress before) {
    try (RedisConnection redis = RedisConnection.open(system.redisAddress());
        Connection ledger = system.postgres().superuser(PostgresServer.DATABASE).open();
        Driver graph = system.neo4j().connections().open()) {
      StreamPosition acknowledged =
          new StreamInspector(redis)
              .group(Published.STREAM, "context-graph")
              .map(GroupInfo::lastDelivered)
              .orElse(StreamPosition.ZERO);
      return new Progress(acknowledged, head(ledger), projected(graph));
    } catch (RedisException | SQLException | Neo4jException away) {
      return before;
    }
  }

  private static long head(Connection ledger) throws SQLException {
    try (Statement statement = ledger.createStatement();
        ResultSet row = statement.executeQuery("SELECT position FROM ledger.head")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static long projected(Driver graph) {
    return graph
        .executableQuery(
            "MATCH (p:Projection {name: 'main'}) RETURN coalesce(min(p.position), 0) AS n")
        .execute()
        .records()
        .get(0)
        .get("n")
        .asLong();
  }
}
