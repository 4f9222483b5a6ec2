package io.contextgraph.cli;

import io.contextgraph.event.EventLimits;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The limits of the job for the time of an event, from the variables that the job reads too.
 *
 * @param environment all variables of the process
 */
record JobLimits(Map<String, String> environment) {
  private static final Duration LONGEST = Duration.ofDays(100_000);
  private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*([a-z]*)");

  /** The units that Flink knows too. A number without a unit is milliseconds. */
  private static final Map<Duration, List<String>> UNITS =
      Map.of(
          Duration.ofDays(1), List.of("d", "day", "days"),
          Duration.ofHours(1), List.of("h", "hour", "hours"),
          Duration.ofMinutes(1), List.of("m", "min", "minute", "minutes"),
          Duration.ofSeconds(1), List.of("s", "sec", "secs", "second", "seconds"),
          Duration.ofMillis(1),
              List.of("", "ms", "milli", "millis", "millisecond", "milliseconds"));

  /** The limits given, and the job's defaults for the others. */
  EventLimits read() {
    return new EventLimits(
        duration("CONTEXT_GRAPH_EVENT_MAX_AGE", EventLimits.DEFAULT.maxAge()),
        duration("CONTEXT_GRAPH_EVENT_MAX_SKEW", EventLimits.DEFAULT.maxSkew()));
  }

  private Duration duration(String variable, Duration otherwise) {
    String text = environment.get(variable);
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    Duration unit = form.matches() ? unit(form.group(2)) : Duration.ZERO;
    long number = form.matches() ? Long.parseLong(form.group(1)) : 0;
    if (unit.isZero() || number < 1 || number > LONGEST.dividedBy(unit)) {
      throw new UsageException(
          "the environment variable " + variable + " should be a duration from 1 ms to 100000 d");
    }
    return unit.multipliedBy(number);
  }

  /** The unit with that name; zero if there is none. */
  private static Duration unit(String name) {
    return UNITS.entrySet().stream()
        .filter(unit -> unit.getValue().contains(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(Duration.ZERO);
  }
}
