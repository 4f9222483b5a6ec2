package io.contextgraph.benchmark;

import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.local.Deployment;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.PostgresServer;
import io.contextgraph.producer.EventProducer;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Measures how fast the job drains a backlog of one stream, first alone and then, in the same run,
 * while it also reads many other streams that are idle. One reader reads them all.
 */
record StreamsBenchmark(
    LocalSystem system,
    int events,
    int streams,
    PrintStream out,
    Clock clock,
    LongSupplier nanoClock) {
  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final Duration AGE = Duration.ofMinutes(30);
  private static final int POLL_MILLIS = 100;

  /** Whether every event arrived. */
  boolean run() throws IOException, SQLException, InterruptedException {
    try (Connection postgres = system.postgres().superuser(PostgresServer.DATABASE).open()) {
      double alone = rate(postgres, "alone", List.of("alone-0"));
      double among =
          rate(
              postgres,
              "among",
              IntStream.range(0, streams).mapToObj(stream -> "among-" + stream).toList());
      out.printf(
          "One stream alone: %.0f events/s%n"
              + "  the same among %d streams, the others idle: %.0f events/s%n"
              + "  ratio %.2f%n",
          alone, streams, among, among / alone);
      return alone > 0 && among > 0;
    }
  }

  /** Events recorded per second; 0 if not all arrived. All keys begin with the prefix. */
  private double rate(Connection postgres, String prefix, List<String> keys)
      throws IOException, SQLException, InterruptedException {
    out.printf("Publishing %d events to one of %d streams ...%n", events, keys.size());
    publish(prefix, keys);
    long before = LedgerHead.read(postgres).position();
    long expected = before + events + keys.size() - 1;
    system.submit(
        Deployment.fresh(
                "--pipelines",
                "ingest",
                "--redis.streams",
                keys.get(0),
                "--redis.streams-pattern",
                prefix + "-*",
                "--redis.group",
                prefix)
            .withParallelism(1));
    Stopwatch running = Stopwatch.start(nanoClock);
    long recorded = before;
    while (recorded < expected && running.seconds() < TIMEOUT.toSeconds()) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      recorded = LedgerHead.read(postgres).position();
    }
    system.stopJob();
    if (recorded < expected) {
      out.printf("Only %d of %d events arrived%n", recorded - before, expected - before);
      return 0;
    }
    return (expected - before) / appendSeconds(postgres, before);
  }

  private void publish(String prefix, List<String> keys) throws IOException {
    GeneratedEvents generated = new GeneratedEvents(prefix.hashCode(), clock.instant().minus(AGE));
    List<String> others = new ArrayList<>(keys.subList(1, keys.size()));
    try (EventProducer producer = new EventProducer(system.redisAddress(), keys)) {
      for (String other : others) {
        producer.send(other, generated.next());
      }
      for (int event = 0; event < events; event++) {
        producer.send(keys.get(0), generated.next());
      }
      producer.flush();
    }
  }

  private static double appendSeconds(Connection postgres, long after) throws SQLException {
    try (PreparedStatement statement = postgres.prepareStatement(Sql.APPEND_MILLIS_AFTER.text())) {
      statement.setLong(1, after);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1) / 1e3;
      }
    }
  }
}
