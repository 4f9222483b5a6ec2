package io.contextgraph.graph;

import org.jspecify.annotations.Nullable;

/**
 * The events of the graph directly before and after a place in a session's chain.
 *
 * @param before null at the start of the chain
 * @param after null at its end
 */
public record Neighbours(@Nullable ChainPoint before, @Nullable ChainPoint after) {
  static final Neighbours NONE = new Neighbours(null, null);
}
