package io.contextgraph.tree;

import java.util.ArrayList;
import java.util.List;

/** RFC 6962, section 2.1, word for word: the model for the tests. */
final class NaiveTree {
  private static final Sha256 SHA256 = new Sha256();

  private NaiveTree() {}

  static Hash root(List<Hash> leaves) {
    if (leaves.isEmpty()) {
      return SHA256.empty();
    }
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    int k = split(leaves.size());
    return SHA256.node(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
  }

  static List<Hash> path(int m, List<Hash> leaves) {
    int n = leaves.size();
    if (n == 1) {
      return List.of();
    }
    int k = split(n);
    boolean left = m < k;
    List<Hash> path =
        new ArrayList<>(left ? path(m, leaves.subList(0, k)) : path(m - k, leaves.subList(k, n)));
    path.add(root(left ? leaves.subList(k, n) : leaves.subList(0, k)));
    return path;
  }

  static List<Hash> proof(int m, List<Hash> leaves) {
    return subproof(m, leaves, true);
  }

  private static List<Hash> subproof(int m, List<Hash> leaves, boolean whole) {
    int n = leaves.size();
    if (m == n) {
      return whole ? List.of() : List.of(root(leaves));
    }
    int k = split(n);
    boolean left = m <= k;
    List<Hash> proof =
        new ArrayList<>(
            left
                ? subproof(m, leaves.subList(0, k), whole)
                : subproof(m - k, leaves.subList(k, n), false));
    proof.add(root(left ? leaves.subList(k, n) : leaves.subList(0, k)));
    return proof;
  }

  private static int split(int n) {
    return Integer.highestOneBit(n - 1);
  }
}
