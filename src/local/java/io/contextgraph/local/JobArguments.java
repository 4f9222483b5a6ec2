package io.contextgraph.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Changes to the options of a job that is submitted again.
 *
 * @param set values by key
 * @param unset keys that get the value of the configuration file, or their default
 */
record JobArguments(Map<String, String> set, List<String> unset) {
  /** What bin/redeploy itself is given, which is no option of the job. */
  private static final Set<String> OWN =
      Set.of("parallelism", "data", "port-base", "from", "from-checkpoint", "fresh", "job");

  static final JobArguments UNCHANGED = new JobArguments(Map.of(), List.of());

  /**
   * The changes as they were typed.
   *
   * @param pairs texts of the form {@code KEY=VALUE}; blanks around both are ignored
   * @throws UsageException if one is no such pair, a key was given twice, or it is an option of
   *     bin/redeploy
   */
  static JobArguments of(List<String> pairs, List<String> unset) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      UsageException.require(
          equals > 0, "--set should be KEY=VALUE, e.g. --set redis.trim=keep, not '" + pair + "'");
      String key = pair.substring(0, equals).strip();
      requireOfJob("--set", key, pair.substring(equals + 1).strip());
      UsageException.require(
          values.put(key, pair.substring(equals + 1).strip()) == null,
          "--set " + key + " was given twice");
    }
    unset.forEach(key -> requireOfJob("--unset", key, ""));
    return new JobArguments(values, unset);
  }

  private static void requireOfJob(String option, String key, String value) {
    UsageException.require(
        !OWN.contains(key),
        "%s %s: it is no option of the job; use --%s"
            .formatted(option, key, (key + " " + value).strip()));
  }

  /**
   * The arguments with these changes.
   *
   * @param arguments pairs of {@code --key} and value
   * @throws UsageException if a key to unset is not set
   */
  List<String> appliedTo(List<String> arguments) {
    Map<String, String> values = pairs(arguments);
    for (String key : unset) {
      UsageException.require(
          values.remove(key) != null,
          "--unset " + key + ": the last job has no such option; it has " + keys(values));
    }
    values.putAll(set);
    return texts(values);
  }

  private static String keys(Map<String, String> values) {
    return values.isEmpty() ? "none" : String.join(", ", values.keySet());
  }

  /**
   * Arguments as values by key, in their order.
   *
   * @param arguments pairs of {@code --key} and value
   */
  static Map<String, String> pairs(List<String> arguments) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i + 1 < arguments.size(); i += 2) {
      values.put(arguments.get(i).replaceFirst("^--", ""), arguments.get(i + 1));
    }
    return values;
  }

  /** The inverse of {@link #pairs}. */
  static List<String> texts(Map<String, String> values) {
    List<String> texts = new ArrayList<>();
    values.forEach((key, value) -> texts.addAll(List.of("--" + key, value)));
    return texts;
  }
}
