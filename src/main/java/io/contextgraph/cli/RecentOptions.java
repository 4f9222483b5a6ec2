package io.contextgraph.cli;

import io.contextgraph.query.RecentAnswer;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Option;

/** The options that bound an answer about the newest events. */
final class RecentOptions {
  private static final int MAX_LIMIT = 100_000;
  private static final int MAX_EVENTS = 10_000_000;

  @Option(
      names = "--limit",
      paramLabel = "ROWS",
      defaultValue = "100",
      description = "Maximum number of rows, up to 100,000 (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--events",
      paramLabel = "EVENTS",
      defaultValue = "100000",
      description =
          "Maximum number of events to read, the newest first, up to 10,000,000 (default:"
              + " ${DEFAULT-VALUE}).")
  private int events;

  int limit() {
    UsageException.require(
        limit >= 1 && limit <= MAX_LIMIT, "--limit must be between 1 and " + MAX_LIMIT);
    return limit;
  }

  int events() {
    UsageException.require(
        events >= 1 && events <= MAX_EVENTS, "--events must be between 1 and " + MAX_EVENTS);
    return events;
  }

  /**
   * Prints an answer, and says where it is not complete.
   *
   * @param nothing the sentence for an answer without rows
   * @param older how to ask for older events than those read, with the time to ask for
   */
  void print(RecentAnswer answer, RowPrinter rows, PrintWriter err, String nothing, String older) {
    answer.rows().forEach(rows::print);
    rows.flush();
    if (answer.rows().isEmpty()) {
      err.println(nothing);
    }
    if (answer.hasMoreRows()) {
      err.println(
          "The answer is not complete: --limit %d was reached; a greater one shows more."
              .formatted(limit));
    }
    Instant readSince = answer.readSince();
    if (readSince != null) {
      Instant next = readSince.plus(1, ChronoUnit.MICROS);
      err.println(
          "The answer is not complete: --events %d was reached, so only events since %s were read; %s."
              .formatted(events, readSince, older.formatted(next)));
    }
  }
}
