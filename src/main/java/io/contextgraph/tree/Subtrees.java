package io.contextgraph.tree;

/** Where the hashes of a tree's complete subtrees come from. */
@FunctionalInterface
public interface Subtrees {
  /**
   * The hash of a complete subtree.
   *
   * @param height the subtree has 2^height leaves
   * @param index of the subtree among those of its height, from 0
   */
  Hash hash(int height, long index);
}
