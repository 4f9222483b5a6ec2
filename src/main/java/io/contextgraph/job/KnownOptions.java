package io.contextgraph.job;

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
      if (edits(unknown, option.key()) < edits(unknown, nearest)) {
        nearest = option.key();
      }
    }
    return nearest;
  }

  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
