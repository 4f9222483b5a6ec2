package io.contextgraph.job;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.jspecify.annotations.Nullable;

/**
 * Reads options by type. An invalid value adds a problem and is replaced by a valid one, so that
 * all problems can be reported together.
 */
final class OptionReader {
  private final Configuration values;
  private final List<String> problems;

  OptionReader(Map<String, String> values, List<String> problems) {
    this.values = Configuration.fromMap(values);
    this.problems = problems;
  }

  /** The value of an option that has a default. */
  <T> T get(JobOption<T> option) {
    try {
      T value = values.get(option.declared());
      if (option.accepts().test(value)) {
        return value;
      }
    } catch (IllegalArgumentException malformed) {
      // Reported below.
    }
    addProblem(option);
    return option.declared().defaultValue();
  }

  int bytes(JobOption<MemorySize> option) {
    return (int) get(option).getBytes();
  }

  /** The text of an option, or null if it is not set or empty. */
  @Nullable String optional(JobOption<String> option) {
    String text = values.getOptional(option.declared()).orElse(option.declared().defaultValue());
    return text == null || text.isEmpty() ? null : text;
  }

  /**
   * Parses a text.
   *
   * @param parser throws IllegalArgumentException if the text is invalid
   * @param otherwise the result for an invalid text
   */
  <T> T parsed(JobOption<String> option, Function<String, T> parser, T otherwise) {
    try {
      return parser.apply(get(option));
    } catch (IllegalArgumentException malformed) {
      addProblem(option);
      return otherwise;
    }
  }

  boolean isSet(JobOption<?> option) {
    return values.contains(option.declared());
  }

  /** Adds a problem if options that are valid on their own do not fit together. */
  void require(boolean right, String otherwise) {
    if (!right) {
      problems.add(otherwise);
    }
  }

  /** The message never contains the value, which may be a password in the wrong place. */
  private void addProblem(JobOption<?> option) {
    problems.add(option.names() + " should be " + option.accepted());
  }
}
