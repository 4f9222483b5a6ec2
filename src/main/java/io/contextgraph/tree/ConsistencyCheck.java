package io.contextgraph.tree;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The check of one consistency proof (RFC 9162, section 2.1.4.2), for 0 &lt; old &lt; size. */
final class ConsistencyCheck {
  private final Sha256 sha256;
  private final Deque<Hash> proof;
  private final long old;
  private final long size;

  ConsistencyCheck(Sha256 sha256, long old, long size, List<Hash> proof) {
    this.sha256 = sha256;
    this.proof = new ArrayDeque<>(proof);
    this.old = old;
    this.size = size;
  }

  /** Whether the proof leads to both roots. */
  boolean leadsTo(Hash oldRoot, Hash root) {
    if (Long.bitCount(old) == 1) {
      proof.addFirst(oldRoot);
    }
    if (proof.isEmpty()) {
      return false;
    }
    int skipped = Long.numberOfTrailingZeros(old);
    long node = (old - 1) >> skipped;
    long last = (size - 1) >> skipped;
    Hash first = proof.removeFirst();
    Hash second = first;
    for (Hash hash : proof) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        first = sha256.node(hash, first);
        second = sha256.node(hash, second);
        int equal = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
        node >>= equal;
        last >>= equal;
      } else {
        second = sha256.node(second, hash);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && first.equals(oldRoot) && second.equals(root);
  }
}
