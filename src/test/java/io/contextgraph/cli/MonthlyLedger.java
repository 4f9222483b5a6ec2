package io.contextgraph.cli;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.system.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A real ledger with events of several months, all in the tree and in a checkpoint.
 *
 * @param ledger the ledger
 * @param folder where archives go
 */
record MonthlyLedger(NotarizedLedger ledger, Path folder) {
  static final int EVENTS = 900;

  /** A ledger with events of May to July 2026, in any order. */
  static MonthlyLedger create(Path folder, long seed) throws IOException, SQLException {
    NotarizedLedger ledger = NotarizedLedger.create(folder);
    MonthlyLedger monthly =
        new MonthlyLedger(ledger, Files.createDirectory(folder.resolve("archive")));
    Random random = new Random(seed);
    monthly.append(1, EVENTS, number -> 5 + random.nextInt(3));
    monthly.fill(EVENTS + 1);
    monthly.sign();
    return monthly;
  }

  /** The month of an event, by its number. */
  interface Months {
    int of(int number);
  }

  void append(int from, int upTo, Months months) throws SQLException {
    try (PostgresLedger writer =
        new PostgresLedger(ledger.as("ledger_writer"), LedgerMark.NONE, 3)) {
      for (int first = from; first <= upTo; first += 50) {
        List<Event> batch = new ArrayList<>();
        for (int number = first; number <= Math.min(upTo, first + 49); number++) {
          batch.add(event(number, months.of(number)));
        }
        writer.append(batch);
      }
    }
  }

  /** Makes the last tile full, by events of the present month. */
  void fill(int from) throws SQLException {
    long position = Long.parseLong(ledger.text("SELECT position FROM ledger.head"));
    append(from, (int) (from + 255 - position % 256), number -> 11);
  }

  void sign() {
    require(ledger.run("ledger", "checkpoint"));
  }

  static CommandRun require(CommandRun run) {
    if (run.exitCode() != 0) {
      throw new IllegalStateException(run.exitCode() + ": " + run.err());
    }
    return run;
  }

  static String eventId(int number) {
    return NotarizedLedger.eventId(5, number);
  }

  static Event event(int number, int month) {
    return EventFields.valid()
        .with("event_id", eventId(number))
        .with(
            "occurred_at",
            "2026-%02d-%02dT09:00:00.%06dZ".formatted(month, 1 + number % 20, number))
        .with("session_id", "session " + number % 10)
        .with("event_type", number % 7 == 0 ? "model.call" : "tool.execute")
        .with("subject_id", "person " + number % 13)
        .with("payload", "{\"n\":\n" + number + ", \"ü\": \"\\\"ledger\\\"\"}")
        .with("model", "m" + number % 3)
        .event("events", "1762074000000-" + number);
  }

  CommandRun retention(String... words) {
    return ledger.run(
        Stream.concat(Stream.of("retention"), Stream.of(words)).toArray(String[]::new));
  }

  /** Archives all months that ended more than a day ago. */
  CommandRun archive(String... more) {
    return retention(
        Stream.concat(
                Stream.of("run", "--archive", folder.toString(), "--keep", "1d", "--no-graph"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  CommandRun verify(String... more) {
    return ledger.run(
        Stream.concat(Stream.of("ledger", "verify"), Stream.of(more)).toArray(String[]::new));
  }

  CommandRun verifyWithFiles() {
    return verify("--archive", folder.toString());
  }

  List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** All rows of the ledger that are there, to the byte. */
  String rows() throws SQLException {
    return ledger.text(
        "SELECT md5(string_agg(md5(e::text), '' ORDER BY global_position)) || ' ' || count(*)"
            + " FROM ledger.event e WHERE session_id <> 'ledger:control'");
  }

  /** Waits until a session waits for a lock on a partition. */
  void awaitBlocked(String partition) throws Exception {
    Waiting.await(
        "someone waits for a lock on " + partition,
        () ->
            ledger
                .text(
                    "SELECT count(*) > 0 FROM pg_locks WHERE NOT granted AND relation = 'ledger."
                        + partition
                        + "'::regclass")
                .equals("t"));
  }

  long count(String month) throws SQLException {
    return Long.parseLong(
        ledger.text(
            "SELECT count(*) FROM ledger.event WHERE occurred_at >= '"
                + month
                + "-01T00:00:00Z' AND occurred_at < timestamptz '"
                + month
                + "-01T00:00:00Z' + interval '1 month'"));
  }
}
