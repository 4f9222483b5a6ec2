package io.contextgraph.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A duration as a person types it. */
final class DurationText {
  /** The forms, for messages. */
  static final String FORMS = "a duration such as 90s, 15min, 12h or 1d";

  private static final Pattern PATTERN = Pattern.compile("([0-9]{1,9}) ?(s|min|h|d)");

  private DurationText() {}

  /** The duration; empty if the text is none. */
  static Optional<Duration> of(String text) {
    Matcher matcher = PATTERN.matcher(text);
    return matcher.matches()
        ? Optional.of(duration(Long.parseLong(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  /**
   * @throws IllegalArgumentException if the text is no duration
   */
  static Duration parse(String text) {
    return of(text).orElseThrow(() -> new IllegalArgumentException("it should be " + FORMS));
  }

  private static Duration duration(long number, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(number);
      case "min" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
