package io.contextgraph.job;

import io.contextgraph.ledger.BatchLimits;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.RejectionLimit;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.configuration.MemorySize;

/**
 * Where the ledger is, and how the job appends to it.
 *
 * @param retries how often a failed append is retried before the task fails
 */
record LedgerConfig(
    PostgresConnections postgres, BatchLimits batch, int retries, RejectionLimit rejections) {
  private static final double PERCENT = 100;

  private static final ServerOptions SERVER =
      ServerOptions.of(
          "postgres",
          Set.of("postgresql", "postgres"),
          JobOption.text(
              "postgres.uri",
              "postgresql://127.0.0.1:5432/context_graph",
              "postgresql:// URI, no password",
              "the database that contains the ledger"),
          JobOption.text(
              "postgres.user",
              "ledger_writer",
              "a Postgres role",
              "the role that the job logs in as"),
          "TaskManagers");
  private static final JobOption<Integer> ROWS =
      JobOption.number(
          "ledger.batch.rows",
          5_000,
          1,
          100_000,
          "a batch is appended when it reaches this number of events");
  private static final JobOption<MemorySize> BYTES =
      JobOption.memory(
          "ledger.batch.bytes", "8 mb", "a batch is appended when its events reach this size");
  private static final JobOption<Duration> AGE =
      JobOption.duration(
          "ledger.batch.age",
          "20 ms",
          "1 ms",
          "1 min",
          "a batch is appended when its oldest event has waited this long");
  private static final JobOption<Integer> RETRIES =
      JobOption.number(
          "ledger.retries",
          5,
          0,
          100,
          "how often a failed append is retried before the task fails and Flink restarts it");
  private static final JobOption<Integer> MAX_REJECTED =
      JobOption.number(
          "ledger.max-rejected-percent",
          20,
          0,
          100,
          "the job stops when Postgres refuses more than this share of a minute's events");

  static final List<JobOption<?>> OPTIONS =
      Stream.concat(SERVER.all().stream(), Stream.of(ROWS, BYTES, AGE, RETRIES, MAX_REJECTED))
          .toList();

  static LedgerConfig read(OptionReader reader, String clientName) {
    return new LedgerConfig(
        new PostgresConnections(SERVER.read(reader), clientName),
        new BatchLimits(reader.get(ROWS), reader.bytes(BYTES), reader.get(AGE)),
        reader.get(RETRIES),
        new RejectionLimit(reader.get(MAX_REJECTED) / PERCENT));
  }
}
