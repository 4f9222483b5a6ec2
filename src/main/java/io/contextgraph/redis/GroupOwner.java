package io.contextgraph.redis;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.util.UserCodeClassLoader;

/**
 * Names the owner of a source's consumer group, such as {@code ledger:7d0c…}: a kind, a colon and
 * an id. Two owners of one kind never acknowledge to one group.
 */
@FunctionalInterface
public interface GroupOwner extends Serializable {
  /**
   * Called on the TaskManager, before the first acknowledgement.
   *
   * @param classes runs hooks when the job's classes are released
   * @throws IOException if the name cannot be found out now; the next checkpoint retries
   */
  String name(UserCodeClassLoader classes) throws IOException;
}
