package io.contextgraph.verify;

import io.contextgraph.tree.Frontier;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Sha256;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the hashes that are stored fit a checkpoint that the rows do not fit. If they do, the
 * rows were changed without them, and what differs between both is found by itself.
 *
 * @param fits whether a tree fits in which stored hashes stand in place of those over the rows
 * @param confirmed the last position up to which those over tiles, and over rows without one, fit
 * @param covered the last position of the checkpoint for which the frontier has a hash
 */
record StoredFit(boolean fits, long confirmed, long covered) {
  /**
   * Compares the stored hashes with a checkpoint.
   *
   * @param fromTiles the frontier of the checkpoint's size, over the hashes of the tiles as far as
   *     there are any, and over the rows after them
   * @param head the stored frontier, of whatever size; null if there is none
   * @param root the checkpoint's
   */
  static StoredFit of(Frontier fromTiles, @Nullable Frontier head, Hash root, Sha256 sha256) {
    List<Hash> own = fromTiles.hashes();
    List<Hash> stored = head == null ? List.of() : head.hashes();
    int common = head == null ? 0 : common(fromTiles.size(), head.size());
    boolean fits = false;
    long confirmed = 0;
    for (List<Hash> candidate : candidates(own, stored.subList(0, common))) {
      if (new Frontier(fromTiles.size(), candidate).root(sha256).equals(root)) {
        fits = true;
        confirmed = Math.max(confirmed, end(fromTiles.size(), equal(candidate, own)));
      }
    }
    return new StoredFit(fits, confirmed, end(fromTiles.size(), common));
  }

  /** The number of complete subtrees, the largest first, that two trees have in common. */
  private static int common(long one, long other) {
    int common = 0;
    while (one > 0 && Long.highestOneBit(one) == Long.highestOneBit(other)) {
      one -= Long.highestOneBit(one);
      other -= Long.highestOneBit(other);
      common++;
    }
    return common;
  }

  /** The last position below the first complete subtrees of a tree. */
  private static long end(long size, int subtrees) {
    long end = 0;
    for (int i = 0; i < subtrees; i++) {
      end += Long.highestOneBit(size - end);
    }
    return end;
  }

  private static int equal(List<Hash> one, List<Hash> other) {
    int equal = 0;
    while (equal < one.size() && one.get(equal).equals(other.get(equal))) {
      equal++;
    }
    return equal;
  }

  /** Those of the tiles; and with the first or the last of those of the head that differ. */
  private static List<List<Hash>> candidates(List<Hash> own, List<Hash> head) {
    List<List<Hash>> candidates = new ArrayList<>(List.of(own));
    for (int i = 0; i < head.size(); i++) {
      if (!head.get(i).equals(own.get(i))) {
        candidates.add(joined(head.subList(0, i + 1), own));
        candidates.add(joined(own.subList(0, i), joined(head, own)));
      }
    }
    return candidates;
  }

  private static List<Hash> joined(List<Hash> first, List<Hash> rest) {
    List<Hash> joined = new ArrayList<>(first);
    joined.addAll(rest.subList(first.size(), rest.size()));
    return joined;
  }
}
