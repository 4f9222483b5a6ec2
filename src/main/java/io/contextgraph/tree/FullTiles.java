package io.contextgraph.tree;

/**
 * Where full tiles come from.
 *
 * @param <E> what reading may throw
 */
@FunctionalInterface
public interface FullTiles<E extends Exception> {
  /**
   * The full tile at an index of a level.
   *
   * @throws E if it cannot be read, or is missing
   */
  Tile tile(int level, long index) throws E;
}
