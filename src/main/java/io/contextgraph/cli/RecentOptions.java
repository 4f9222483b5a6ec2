package io.contextgraph.cli;

import io.contextgraph.query.Bounds;
import io.contextgraph.query.RecentAnswer;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Option;

/** The options that bound an answer about the newest events. */
final class RecentOptions {
  private static final int MAX_LIMIT = Bounds.MAX_LIMIT;
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
    UsageException.requireWithin("--limit", limit, 1, MAX_LIMIT);
    return limit;
  }

  int events() {
    UsageException.requireWithin("--events", events, 1, MAX_EVENTS);
    return events;
  }

  /**
   * Says where an answer is not complete.
   *
   * @param nothing the sentence for an answer without rows
   * @param older how to ask for older events than those read, with the time to ask for
   */
  void report(RecentAnswer answer, PrintWriter err, String nothing, String older) {
    if (answer.rows() == 0) {
      err.println(nothing);
    }
    if (answer.hasMoreRows()) {
      err.println(
          "The answer is not complete: --limit %d was reached; %s."
              .formatted(limit, greater(limit, MAX_LIMIT)));
    }
    Instant readSince = answer.readSince();
    if (readSince != null) {
      err.println(
          "The answer is not complete: --events %d was reached%s."
              .formatted(events, rest(readSince, answer.atOneTime(), older)));
    }
  }

  /** If all events read have the same time, those until then would be the same ones again. */
  private String rest(Instant readSince, boolean atOneTime, String older) {
    return atOneTime
        ? "; %s; all events that were read occurred at %s; %s"
            .formatted(greater(events, MAX_EVENTS), readSince, older.formatted(readSince))
        : ", so only events since %s were read; %s"
            .formatted(readSince, older.formatted(readSince.plus(1, ChronoUnit.MICROS)));
  }

  private static String greater(int value, int greatest) {
    return value < greatest ? "a greater one shows more" : "it cannot be greater";
  }
}
