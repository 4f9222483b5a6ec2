package io.contextgraph.benchmark;

import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.local.Deployment;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.PostgresServer;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Measures how fast the job drains a backlog of one stream, first alone and then, in the same run,
 * while it also reads many other streams that are idle. One reader reads them all.
 */
record StreamsBenchmark(
    LocalSystem system, Backlog backlog, int events, int streams, PrintStream out) {
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
    backlog.publish(prefix.hashCode(), keys, events);
    long before = LedgerHead.read(postgres).position();
    long expected = before + events + keys.size() - 1;
    system.submit(ingest(prefix, keys));
    boolean complete = backlog.await(postgres, expected);
    system.stopJob();
    return complete ? (expected - before) / Backlog.appendSeconds(postgres, before) : 0;
  }

  private static Deployment ingest(String prefix, List<String> keys) {
    return Deployment.fresh(
            "--pipelines",
            "ingest",
            "--redis.streams",
            keys.get(0),
            "--redis.streams-pattern",
            prefix + "-*",
            "--redis.group",
            prefix)
        .withParallelism(1);
  }
}
