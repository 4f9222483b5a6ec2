package io.contextgraph.local;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person typed about the options of a job that is submitted again.
 *
 * @param parallelism 0 for that of the last job
 * @param changes to the options of the last job
 */
record JobOptions(int parallelism, JobArguments changes) {
  static final JobOptions UNCHANGED = new JobOptions(0, JobArguments.UNCHANGED);
  private static final int MAX_PARALLELISM = 128;

  /**
   * The options as they were typed.
   *
   * @param parallelism null if none was typed
   * @param set texts of the form {@code KEY=VALUE}
   * @throws UsageException if one of them cannot be right
   */
  static JobOptions of(@Nullable String parallelism, List<String> set, List<String> unset) {
    int number =
        parallelism == null
            ? 0
            : WholeNumber.within("--parallelism", parallelism, 1, MAX_PARALLELISM);
    return new JobOptions(number, JobArguments.of(set, unset));
  }
}
