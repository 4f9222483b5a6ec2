package io.contextgraph.local;

import java.util.Collection;
import java.util.Set;

/**
 * What the JobManager last said about its jobs. A JobManager lists a job that ended for an hour
 * (Flink's {@code jobstore.expiration-time}), and a restarted one lists none: a job that was
 * running when it was last seen and is in no list was lost. A job that was seen to have ended, on
 * purpose or for good, is never lost, also when it is listed no longer.
 */
enum JobHistory {
  NONE,
  RUNNING,
  ENDED;

  private static final Set<String> ENDS = Set.of("FINISHED", "CANCELED", "FAILED");

  static boolean isEnd(String status) {
    return ENDS.contains(status);
  }

  /**
   * @param statuses the states of all jobs that the JobManager lists
   */
  JobHistory after(Collection<String> statuses) {
    if (statuses.isEmpty()) {
      return this;
    }
    return statuses.stream().allMatch(JobHistory::isEnd) ? ENDED : RUNNING;
  }

  /** Whether a job was running and the JobManager no longer knows it. */
  boolean isLost(Collection<String> statuses) {
    return this == RUNNING && statuses.isEmpty();
  }
}
