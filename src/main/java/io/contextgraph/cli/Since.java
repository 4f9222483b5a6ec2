package io.contextgraph.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time, or how long before now it was. One of the two is null.
 *
 * @param before how long before now
 */
record Since(@Nullable Instant time, @Nullable Duration before) {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}) ?(s|min|h|d)");
  private static final Instant EARLIEST = TimeText.parse("0001-01-01");

  /**
   * Parses a time as {@link TimeText} does, or a duration such as {@code 90s}, {@code 15min},
   * {@code 12h}, {@code 1 d}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static Since parse(String text) {
    Matcher duration = DURATION.matcher(text);
    if (duration.matches()) {
      return new Since(null, duration(Long.parseLong(duration.group(1)), duration.group(2)));
    }
    try {
      return new Since(TimeText.parse(text), null);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "it should be a duration such as 90s, 15min, 12h or 1d, or " + TimeText.FORMS, e);
    }
  }

  private static Duration duration(long number, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(number);
      case "min" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
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
