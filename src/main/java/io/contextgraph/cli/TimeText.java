package io.contextgraph.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** A time as a person types it. */
final class TimeText {
  static final String FORMS = "a date such as 2026-11-26 or a time such as 2026-11-26T14:30:00Z";

  /** Postgres and Java agree on every time between these. */
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private TimeText() {}

  /**
   * Parses a time of RFC 3339, or a date, which is its start in UTC. Digits after microseconds are
   * dropped, as the ledger does.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static Instant parse(String text) {
    Instant time = instant(text);
    if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
      throw new IllegalArgumentException("it should be a time of the years 1 to 9999");
    }
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  private static Instant instant(String text) {
    try {
      return text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("it should be " + FORMS, e);
    }
  }
}
