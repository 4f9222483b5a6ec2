package io.contextgraph.job;

import io.contextgraph.event.EventLimits;
import java.time.Duration;
import java.util.List;

/**
 * What the job accepts as an event.
 *
 * @param dedupTimeToLive how long the keyed state keeps an id
 */
record EventConfig(EventLimits limits, Duration dedupTimeToLive) {
  private static final JobOption<Duration> MAX_AGE =
      JobOption.duration(
          "event.max-age",
          "3650 d",
          "1 ms",
          "100000 d",
          "how far occurred_at may be before the time in the entry's id (before the clock's time if"
              + " the id is not a time), so that an entry that is read again gets the same result");
  private static final JobOption<Duration> MAX_SKEW =
      JobOption.duration(
          "event.max-skew",
          "5 min",
          "1 ms",
          "100000 d",
          "how far occurred_at may be after the time in the entry's id (after the clock's time if the id"
              + " is not a time or is more than 7 days old)");
  private static final JobOption<Duration> DEDUP_TTL =
      JobOption.duration(
          "dedup.ttl",
          "1 d",
          "1 s",
          "36500 d",
          "how long keyed state keeps ids; the ledger detects duplicates of older ones");

  static final List<JobOption<?>> OPTIONS = List.of(MAX_AGE, MAX_SKEW, DEDUP_TTL);

  static EventConfig read(OptionReader reader) {
    return new EventConfig(
        new EventLimits(reader.get(MAX_AGE), reader.get(MAX_SKEW)), reader.get(DEDUP_TTL));
  }
}
