package io.contextgraph.cli;

import io.contextgraph.query.TimeRange;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that bound an answer by times and by a position. */
final class EventRangeOptions {
  @Mixin private PeriodOptions period = new PeriodOptions();

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
    period.range();
  }

  boolean isAbsent() {
    return period.range().equals(new TimeRange(null, null)) && after == 0;
  }

  boolean endsBefore(Instant time) {
    Instant to = period.range().to();
    return to != null && to.isBefore(time);
  }

  @Nullable OffsetDateTime from() {
    return utc(period.range().from());
  }

  @Nullable OffsetDateTime to() {
    return utc(period.range().to());
  }

  long after() {
    return after;
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }
}
