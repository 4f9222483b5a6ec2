package io.contextgraph.graph;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The events of the graph directly before and after a place in a session's chain.
 *
 * @param before null at the start of the chain
 * @param after null at its end
 */
record Neighbours(@Nullable ChainPoint before, @Nullable ChainPoint after) {
  static final Neighbours NONE = new Neighbours(null, null);

  /** Those that exist. */
  Stream<ChainPoint> points() {
    return Stream.concat(Stream.ofNullable(before), Stream.ofNullable(after));
  }
}
