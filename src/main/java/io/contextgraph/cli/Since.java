package io.contextgraph.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A time, or how long before now it was. One of the two is null.
 *
 * @param before how long before now
 */
record Since(@Nullable Instant time, @Nullable Duration before) {
  private static final Instant EARLIEST = TimeText.parse("0001-01-01");

  /**
   * Parses a time as {@link TimeText} does, or a duration such as {@code 90s}, {@code 15min},
   * {@code 12h}, {@code 1 d}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static Since parse(String text) {
    Optional<Duration> duration = DurationText.of(text);
    if (duration.isPresent()) {
      return new Since(null, duration.get());
    }
    try {
      return new Since(TimeText.parse(text), null);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "it should be " + DurationText.FORMS + ", or " + TimeText.FORMS, e);
    }
  }

  /** The time it names; of a duration, to the second. */
  Instant from(Instant now) {
    if (time != null) {
      return time;
    }
    try {
      Instant from =
          now.minus(before == null ? Duration.ZERO : before).truncatedTo(ChronoUnit.SECONDS);
      return from.isBefore(EARLIEST) ? EARLIEST : from;
    } catch (DateTimeException | ArithmeticException beforeAllTime) {
      return EARLIEST;
    }
  }
}
