package io.contextgraph.redis;

import java.io.IOException;
import java.io.Serializable;

/**
 * Names the owner of a source's consumer group, such as {@code ledger:7d0c…}: a kind, a colon and
 * an id. Two owners of one kind never acknowledge to one group.
 */
@FunctionalInterface
public interface GroupOwner extends Serializable {
  /**
   * Called on the TaskManager, before the first acknowledgement.
   *
   * @throws IOException if the owner's name cannot be found out now; the next checkpoint retries
   */
  String name() throws IOException;
}
