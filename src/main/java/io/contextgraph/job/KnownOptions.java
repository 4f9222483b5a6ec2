package io.contextgraph.job;

import io.contextgraph.event.EditDistance;
import java.util.List;

/** The options that exist, in the order of docs/operations.md. */
record KnownOptions(List<JobOption<?>> options) {
  boolean contains(String key) {
    return options.stream().anyMatch(option -> option.key().equals(key));
  }

  /** The known key with the smallest Levenshtein distance. */
  String nearest(String unknown) {
    String nearest = options.get(0).key();
    for (JobOption<?> option : options) {
      if (EditDistance.between(unknown, option.key()) < EditDistance.between(unknown, nearest)) {
        nearest = option.key();
      }
    }
    return nearest;
  }
}
