package io.contextgraph.job;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/**
 * One option of the job.
 *
 * @param declared its key, type, default and description, as Flink declares and parses options
 * @param accepted what its value should be, for messages and for docs/operations.md
 * @param accepts whether a value of its type is within its range
 */
record JobOption<T>(ConfigOption<T> declared, String accepted, Predicate<T> accepts) {
  private static final MemorySize MOST_BYTES = MemorySize.parse("1 gb");

  /**
   * @param defaultValue the default, or null if there is none
   */
  static JobOption<String> text(
      String key, @Nullable String defaultValue, String accepted, String description) {
    ConfigOptions.TypedConfigOptionBuilder<String> typed = ConfigOptions.key(key).stringType();
    ConfigOption<String> option =
        defaultValue == null ? typed.noDefaultValue() : typed.defaultValue(defaultValue);
    return new JobOption<>(option.withDescription(description), accepted, value -> true);
  }

  static JobOption<Integer> number(
      String key, int defaultValue, int min, int max, String description) {
    return new JobOption<>(
        ConfigOptions.key(key).intType().defaultValue(defaultValue).withDescription(description),
        "a whole number from " + min + " to " + max,
        value -> value >= min && value <= max);
  }

  static JobOption<Duration> duration(
      String key, String defaultValue, String min, String max, String description) {
    Duration shortest = TimeUtils.parseDuration(min);
    Duration longest = TimeUtils.parseDuration(max);
    return new JobOption<>(
        ConfigOptions.key(key)
            .durationType()
            .defaultValue(TimeUtils.parseDuration(defaultValue))
            .withDescription(description),
        "a duration from " + min + " to " + max,
        value -> value.compareTo(shortest) >= 0 && value.compareTo(longest) <= 0);
  }

  static JobOption<MemorySize> memory(String key, String defaultValue, String description) {
    return new JobOption<>(
        ConfigOptions.key(key)
            .memoryType()
            .defaultValue(MemorySize.parse(defaultValue))
            .withDescription(description),
        "a memory size up to 1 gb",
        value -> value.getBytes() >= 1 && value.compareTo(MOST_BYTES) <= 0);
  }

  static JobOption<Boolean> flag(String key, boolean defaultValue, String description) {
    return new JobOption<>(
        ConfigOptions.key(key)
            .booleanType()
            .defaultValue(defaultValue)
            .withDescription(description),
        "true or false",
        value -> true);
  }

  /** An option whose values are the constants of an enum, in lower case. */
  static <E extends Enum<E>> JobOption<E> choice(String key, E defaultValue, String description) {
    Class<E> type = defaultValue.getDeclaringClass();
    String accepted =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" or "));
    return new JobOption<>(
        ConfigOptions.key(key)
            .enumType(type)
            .defaultValue(defaultValue)
            .withDescription(description),
        accepted,
        value -> true);
  }

  JobOption<T> accepting(Predicate<T> range) {
    return new JobOption<>(declared, accepted, range);
  }

  String key() {
    return declared.key();
  }

  /** {@code redis.password-file} is read from CONTEXT_GRAPH_REDIS_PASSWORD_FILE. */
  String environmentVariable() {
    return "CONTEXT_GRAPH_" + key().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** Both of its names, as messages show them: it may have been set by either. */
  String names() {
    return key() + " (or " + environmentVariable() + ")";
  }
}
