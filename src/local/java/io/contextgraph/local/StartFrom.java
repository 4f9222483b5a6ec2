package io.contextgraph.local;

import java.nio.file.Path;

/** The state from which a job is started, as a person chose it. */
sealed interface StartFrom {
  /** From the savepoint of the job that is replaced, or from the newest state if no job runs. */
  record Replaced() implements StartFrom {}

  /** From a savepoint or a checkpoint that was named. */
  record Named(Path snapshot) implements StartFrom {}

  /** From the newest savepoint or checkpoint; the old job is cancelled without a savepoint. */
  record Newest() implements StartFrom {}

  /** From the position of its consumer group. */
  record Nothing() implements StartFrom {}

  /** Whether it is the state that is taken when a running job is stopped. */
  default boolean continuesTheOldJob() {
    return this instanceof Replaced || this instanceof Newest;
  }
}
