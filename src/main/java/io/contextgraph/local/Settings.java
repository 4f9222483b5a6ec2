package io.contextgraph.local;

import java.util.List;
import java.util.Map;

/**
 * What differs from the usual system.
 *
 * @param flink keys of Flink's configuration that win over {@code flink-conf/}
 * @param job lines for the job's configuration file that win over the usual ones
 */
record Settings(Map<String, String> flink, List<String> job) {
  static final Settings NONE = new Settings(Map.of(), List.of());

  /** Whether the cluster itself recovers its jobs when the JobManager died. */
  boolean highlyAvailable() {
    return flink.containsKey("high-availability.type");
  }
}
