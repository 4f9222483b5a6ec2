package io.contextgraph.cli;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that bound an answer by times and by a position. */
final class EventRangeOptions {
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

  @Option(
      names = "--after",
      paramLabel = "POSITION",
      description = "Only events after this position (default: 0, the start of the ledger).")
  private long after;

  /**
   * @throws UsageException if no event can be in the range
   */
  void requireValid() {
    UsageException.require(after >= 0, "--after must be 0 or greater");
    UsageException.require(
        from == null || to == null || from.isBefore(to), "--from must be before --to");
  }

  boolean isAbsent() {
    return from == null && to == null && after == 0;
  }

  boolean endsBefore(Instant time) {
    return to != null && to.isBefore(time);
  }

  @Nullable OffsetDateTime from() {
    return utc(from);
  }

  @Nullable OffsetDateTime to() {
    return utc(to);
  }

  long after() {
    return after;
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }
}
