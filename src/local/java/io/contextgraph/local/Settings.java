package io.contextgraph.local;

import java.util.List;
import java.util.Map;

/**
 * What differs from the usual system.
 *
 * @param flink keys of Flink's configuration that win over {@code flink-conf/}
 * @param job lines for the job's configuration file that win over the usual ones
 * @param graphMemory Neo4j's heap in MiB; its page cache has a third of that
 */
public record Settings(Map<String, String> flink, List<String> job, int graphMemory) {
  private static final int USUAL_GRAPH_MEMORY = 768;
  public static final Settings NONE = new Settings(Map.of(), List.of());

  public Settings(Map<String, String> flink, List<String> job) {
    this(flink, job, USUAL_GRAPH_MEMORY);
  }

  /** Whether the cluster itself recovers its jobs when the JobManager died. */
  boolean highlyAvailable() {
    return flink.containsKey("high-availability.type");
  }
}
