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
   * @param standard the default, or null if there is none
   */
  static JobOption<String> text(
      String key, @Nullable String standard, String accepted, String description) {
    ConfigOptions.TypedConfigOptionBuilder<String> typed = ConfigOptions.key(key).stringType();
    ConfigOption<String> option =
        standard == null ? typed.noDefaultValue() : typed.defaultValue(standard);
    return new JobOption<>(option.withDescription(description), accepted, value -> true);
  }

  static JobOption<Integer> number(
      String key, int standard, int least, int most, String description) {
    return new JobOption<>(
        ConfigOptions.key(key).intType().defaultValue(standard).withDescription(description),
        "a whole number from " + least + " to " + most,
        value -> value >= least && value <= most);
  }

  static JobOption<Duration> duration(
      String key, String standard, String least, String most, String description) {
    Duration shortest = TimeUtils.parseDuration(least);
    Duration longest = TimeUtils.parseDuration(most);
    return new JobOption<>(
        ConfigOptions.key(key)
            .durationType()
            .defaultValue(TimeUtils.parseDuration(standard))
            .withDescription(description),
        "a duration from " + least + " to " + most,
        value -> value.compareTo(shortest) >= 0 && value.compareTo(longest) <= 0);
  }

  static JobOption<MemorySize> memory(String key, String standard, String description) {
    return new JobOption<>(
        ConfigOptions.key(key)
            .memoryType()
            .defaultValue(MemorySize.parse(standard))
            .withDescription(description),
        "a memory size up to 1 gb",
        value -> value.getBytes() >= 1 && value.compareTo(MOST_BYTES) <= 0);
  }

  static JobOption<Boolean> flag(String key, boolean standard, String description) {
    return new JobOption<>(
        ConfigOptions.key(key).booleanType().defaultValue(standard).withDescription(description),
        "true or false",
        value -> true);
  }

  /** An option whose values are the constants of an enum, in lower case. */
  static <E extends Enum<E>> JobOption<E> choice(String key, E standard, String description) {
    Class<E> type = standard.getDeclaringClass();
    String accepted =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" or "));
    return new JobOption<>(
        ConfigOptions.key(key).enumType(type).defaultValue(standard).withDescription(description),
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
}
