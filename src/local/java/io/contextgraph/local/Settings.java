package io.contextgraph.local;

import java.util.List;
import java.util.Map;

/**
 * Differences from the standard system.
 *
 * @param flink keys that override {@code flink-conf/}
 * @param job lines of the job's configuration file that override the standard ones
 * @param graphMemory Neo4j's heap in MiB; its page cache is a third of it
 */
public record Settings(Map<String, String> flink, List<String> job, int graphMemory) {
  private static final int DEFAULT_GRAPH_MEMORY = 768;
  public static final Settings NONE = new Settings(Map.of(), List.of());

  public Settings(Map<String, String> flink, List<String> job) {
    this(flink, job, DEFAULT_GRAPH_MEMORY);
  }

  /** Whether the cluster itself recovers its jobs after the JobManager has died. */
  boolean highlyAvailable() {
    return flink.containsKey("high-availability.type");
  }
}
