package io.contextgraph.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes to the options of a job that is submitted again.
 *
 * @param set values by key
 * @param unset keys that get the value of the configuration file, or their default
 */
record JobArguments(Map<String, String> set, List<String> unset) {
  static final JobArguments UNCHANGED = new JobArguments(Map.of(), List.of());

  /**
   * The arguments with these changes.
   *
   * @param arguments pairs of {@code --key} and value
   * @throws UsageException if a key to unset is not set
   */
  List<String> appliedTo(List<String> arguments) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i + 1 < arguments.size(); i += 2) {
      values.put(arguments.get(i), arguments.get(i + 1));
    }
    for (String key : unset) {
      UsageException.require(
          values.remove("--" + key) != null,
          "--unset " + key + ": the last job has no such option; it has " + keys(values));
    }
    set.forEach((key, value) -> values.put("--" + key, value));
    List<String> changed = new ArrayList<>();
    values.forEach((key, value) -> changed.addAll(List.of(key, value)));
    return changed;
  }

  private static String keys(Map<String, String> values) {
    return values.isEmpty() ? "none" : String.join(", ", values.keySet()).replace("--", "");
  }
}
