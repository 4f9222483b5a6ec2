package io.contextgraph.cli;

import io.contextgraph.query.TimeRange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that bound an answer by when events occurred. */
final class PeriodOptions {
  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Only events that occurred at or after this time: RFC 3339, or a date, which is its start"
              + " in UTC.")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Only events that occurred before this time, in the same forms.")
  private @Nullable Instant to;

  /**
   * @throws UsageException if no event can be in it
   */
  TimeRange range() {
    UsageException.require(
        from == null || to == null || from.isBefore(to), "--from must be before --to");
    return new TimeRange(from, to);
  }
}
