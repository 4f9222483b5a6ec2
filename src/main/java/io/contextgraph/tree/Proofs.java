package io.contextgraph.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes and checks the proofs of RFC 6962, sections 2.1.1 and 2.1.2; the checks follow RFC 9162,
 * sections 2.1.3.2 and 2.1.4.2.
 */
public final class Proofs {
  private final Sha256 sha256 = new Sha256();

  /**
   * The proof that a leaf is in a tree: the hashes beside its path to the root, from the leaf up.
   *
   * @throws IllegalArgumentException if the tree has no such leaf
   */
  public List<Hash> inclusion(long index, long size, Subtrees subtrees) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("a tree of " + size + " leaves has no leaf " + index);
    }
    List<Hash> proof = new ArrayList<>();
    inclusion(index, 0, size, subtrees, proof);
    return proof;
  }

  private void inclusion(long index, long from, long to, Subtrees subtrees, List<Hash> proof) {
    if (to - from == 1) {
      return;
    }
    long middle = from + split(to - from);
    if (index < middle) {
      inclusion(index, from, middle, subtrees, proof);
      proof.add(root(middle, to, subtrees));
    } else {
      inclusion(index, middle, to, subtrees, proof);
      proof.add(root(from, middle, subtrees));
    }
  }

  /**
   * The proof that a tree extends an older one.
   *
   * @return empty if the old tree is empty or the same
   * @throws IllegalArgumentException if the old tree is larger
   */
  public List<Hash> consistency(long old, long size, Subtrees subtrees) {
    if (old < 0 || old > size) {
      throw new IllegalArgumentException("a tree of " + size + " leaves extends none of " + old);
    }
    List<Hash> proof = new ArrayList<>();
    if (old > 0 && old < size) {
      consistency(old, 0, size, true, subtrees, proof);
    }
    return proof;
  }

  private void consistency(
      long old, long from, long to, boolean whole, Subtrees subtrees, List<Hash> proof) {
    if (old == to) {
      if (!whole) {
        proof.add(root(from, to, subtrees));
      }
      return;
    }
    long middle = from + split(to - from);
    if (old <= middle) {
      consistency(old, from, middle, whole, subtrees, proof);
      proof.add(root(middle, to, subtrees));
    } else {
      consistency(old, middle, to, false, subtrees, proof);
      proof.add(root(from, middle, subtrees));
    }
  }

  /** The root hash of the first {@code size} leaves. */
  public Hash root(long size, Subtrees subtrees) {
    return size == 0 ? sha256.empty() : root(0, size, subtrees);
  }

  /** The hash over the leaves of a range, as it occurs in a larger tree. */
  private Hash root(long from, long to, Subtrees subtrees) {
    long width = to - from;
    if (Long.bitCount(width) == 1) {
      int height = Long.numberOfTrailingZeros(width);
      return subtrees.hash(height, from >> height);
    }
    long middle = from + split(width);
    return sha256.node(root(from, middle, subtrees), root(middle, to, subtrees));
  }

  /** The largest power of two below a width of at least two. */
  private static long split(long width) {
    return Long.highestOneBit(width - 1);
  }

  /**
   * The root of the tree that an inclusion proof leads to; the caller compares it.
   *
   * @throws IllegalArgumentException if the proof does not have the length that index and size
   *     demand
   */
  public Hash rootOf(Hash leaf, long index, long size, List<Hash> proof) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("a tree of " + size + " leaves has no leaf " + index);
    }
    long node = index;
    long last = size - 1;
    Hash root = leaf;
    for (Hash sibling : proof) {
      requireMore(last != 0);
      if ((node & 1) == 1 || node == last) {
        root = sha256.node(sibling, root);
        int skipped = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
        node >>= skipped;
        last >>= skipped;
      } else {
        root = sha256.node(root, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    requireMore(last == 0);
    return root;
  }

  private static void requireMore(boolean fits) {
    if (!fits) {
      throw new IllegalArgumentException("the proof has too few or too many hashes");
    }
  }

  /** Whether a proof shows that the tree of the second root extends that of the first. */
  public boolean isConsistent(long old, Hash oldRoot, long size, Hash root, List<Hash> proof) {
    if (old < 0 || old > size) {
      return false;
    }
    if (old == 0 || old == size) {
      return proof.isEmpty() && (old == 0 ? oldRoot.equals(sha256.empty()) : oldRoot.equals(root));
    }
    return new ConsistencyCheck(sha256, old, size, proof).leadsTo(oldRoot, root);
  }
}
