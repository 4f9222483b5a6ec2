package io.contextgraph.verify;

import io.contextgraph.tree.Tile;
import org.jspecify.annotations.Nullable;

/** The tiles as stored. */
@FunctionalInterface
interface StoredTiles {
  /** The full tile at an index of a level; null if it is missing or does not have 256 hashes. */
  @Nullable Tile find(int level, long index);
}
