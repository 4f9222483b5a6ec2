package io.contextgraph.benchmark;

import io.contextgraph.ledger.LedgerReader;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.PostgresServer;
import io.contextgraph.query.EventPages;
import io.contextgraph.query.EventQuery;
import io.contextgraph.schema.LedgerSchema;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Measures how long reads of a ledger take whose events are spread over 122 monthly partitions, as
 * many as ten years need, and over one.
 */
record ReadsBenchmark(LocalSystem system, int events, PrintStream out, LongSupplier nanoClock) {
  private static final int MONTHS = 122;
  private static final int READS = 1_000;
  private static final int PAGE = 1_000;
  private static final int AGENTS = 25;
  private static final String ONE_PARTITION = "one_partition";
  private static final EventQuery ALL = new EventQuery(null, null, null, null, null);

  private static final List<String> NAMES =
      List.of(
          "1000 events by position",
          "a poll at the head",
          "100 events of a session",
          "100 events of a trace",
          "100 events of an agent");

  boolean run() throws SQLException {
    List<Latencies> many = measure(PostgresServer.DATABASE, MONTHS);
    createSecondDatabase();
    List<Latencies> one = measure(ONE_PARTITION, 1);
    out.printf("%d events; milliseconds with %d partitions and with one:%n", events, MONTHS);
    for (int i = 0; i < NAMES.size(); i++) {
      out.printf(
          "  %-24s p50 %6.2f  p99 %6.2f    p50 %6.2f  p99 %6.2f%n",
          NAMES.get(i),
          many.get(i).quantile(0.5),
          many.get(i).quantile(0.99),
          one.get(i).quantile(0.5),
          one.get(i).quantile(0.99));
    }
    return true;
  }

  private void createSecondDatabase() throws SQLException {
    try (Connection admin = system.postgres().superuser("postgres").open();
        Statement statement = admin.createStatement()) {
      statement.execute(Sql.CREATE_SECOND_DATABASE.text());
    }
    LedgerSchema.install(system.postgres().superuser(ONE_PARTITION), Map.of());
  }

  /** Fills the ledger of a database and measures the reads in the order of their names. */
  private List<Latencies> measure(String database, int months) throws SQLException {
    out.printf("Filling a ledger of %d partitions with %d events ...%n", months, events);
    try (Connection admin = system.postgres().superuser(database).open()) {
      new FilledLedger(admin).fill(events, months);
    }
    PostgresConnections reader = system.postgres().connections("ledger_reader", database);
    try (LedgerReader ledger = new LedgerReader(reader.open());
        Connection connection = reader.open()) {
      EventPages pages = new EventPages(connection);
      LedgerReads reads = new LedgerReads(connection, nanoClock);
      return List.of(
          reads.measure(READS, random -> readPage(ledger, random.nextInt(events - PAGE))),
          reads.measure(READS, random -> pages.read(ALL, events, PAGE, line -> {})),
          keyed(reads, Sql.EVENTS_OF_SESSION, "session-", events / 100, 0),
          keyed(reads, Sql.EVENTS_OF_TRACE, "trace-", events / 200, 0),
          keyed(reads, Sql.EVENTS_OF_AGENT, "agent-", AGENTS, events - AGENTS * 100));
    }
  }

  /** Reads pages of random keys after random positions up to {@code positions}. */
  private static Latencies keyed(
      LedgerReads reads, Sql statement, String prefix, int keys, int positions)
      throws SQLException {
    return reads.measure(
        READS,
        random ->
            reads.page(
                statement, prefix + random.nextInt(keys), random.nextInt(Math.max(1, positions))));
  }

  private static void readPage(LedgerReader ledger, long after) throws SQLException {
    if (ledger.events(after, after + PAGE).size() != PAGE) {
      throw new IllegalStateException("events are missing after position " + after);
    }
  }
}
