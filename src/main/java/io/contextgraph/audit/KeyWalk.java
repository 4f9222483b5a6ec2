package io.contextgraph.audit;

/**
 * A walk through all nodes of a kind in the order of their keys, which leaves out nodes whose key
 * is missing or no text.
 *
 * @param before how many nodes of this kind the graph had when the walk started
 * @param walked how many the walk read
 */
record KeyWalk(long before, long walked) {
  /** The search for what was left out reads all nodes, and for each page skips those before it. */
  static final long SEARCHABLE = 20_000_000;

  /** The walk after it read more nodes. */
  KeyWalk plus(long nodes) {
    return new KeyWalk(before, walked + nodes);
  }

  /**
   * Whether the nodes that were left out must be searched. What was added during the walk may or
   * may not have been read, so one cannot know whether nodes were left out if there are a few more
   * than were read. Then only a graph in which the search takes minutes at most is searched.
   *
   * @param after how many nodes of this kind the graph has now
   */
  boolean mustSearchRest(long after) {
    return walked < before || walked < after && after <= SEARCHABLE;
  }

  /**
   * Whether nodes may have been left out that are not searched, see {@link #mustSearchRest}.
   *
   * @param after how many nodes of this kind the graph has now
   */
  boolean leavesRest(long after) {
    return walked < after && !mustSearchRest(after);
  }
}
