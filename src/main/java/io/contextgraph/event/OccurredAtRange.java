package io.contextgraph.event;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Limits how far {@code occurred_at} may be from the time in the entry's id, so that the result
 * does not depend on when the entry is read. The clock's time is used instead if the id is not a
 * time, and for the limit for the future also if the id is more than 7 days old.
 */
final class OccurredAtRange {
  private static final Duration PLAUSIBLE_BACKLOG = Duration.ofDays(7);

  private final EventLimits limits;
  private final Clock clock;

  OccurredAtRange(EventLimits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  void check(Instant occurredAt, RawEntry entry, Problems problems) {
    Instant now = clock.instant();
    Instant added = entry.addedAt(now);
    // An id this old was more likely chosen by the producer than left unread for so many days. Then
    // the limit for the future counts from the clock's time.
    Instant present = added.isBefore(now.minus(PLAUSIBLE_BACKLOG)) ? now : added;
    if (occurredAt.isBefore(added.minus(limits.maxAge()))
        || occurredAt.isAfter(present.plus(limits.maxSkew()))) {
      problems.add(Reason.TIMESTAMP_OUT_OF_RANGE, detail(name(added, now), name(present, now)));
    }
  }

  private static String name(Instant time, Instant now) {
    return time.equals(now) ? "the time of the clock" : "the time in the entry's id";
  }

  private String detail(String oldest, String newest) {
    return "occurred_at must be at most "
        + limits.maxAge().toDays()
        + " days before "
        + oldest
        + " and at most "
        + limits.maxSkew().toSeconds()
        + " seconds after "
        + newest;
  }
}
