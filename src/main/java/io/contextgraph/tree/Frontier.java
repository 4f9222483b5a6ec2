package io.contextgraph.tree;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * What a tree needs to grow: the hashes of its complete subtrees, the largest first, one for each
 * bit that is set in its size. Immutable.
 *
 * @param size the number of leaves
 * @param hashes as many as bits are set in {@code size}
 */
public record Frontier(long size, List<Hash> hashes) {
  /** The frontier of the tree without leaves. */
  public static final Frontier EMPTY = new Frontier(0, List.of());

  public Frontier {
    hashes = List.copyOf(hashes);
    if (size < 0 || hashes.size() != Long.bitCount(size)) {
      throw new IllegalArgumentException(
          "a frontier of " + size + " leaves does not have " + hashes.size() + " hashes");
    }
  }

  /**
   * Parses {@link #toBytes}.
   *
   * @throws IllegalArgumentException if the bytes are not the frontier of a tree of that size
   */
  public static Frontier of(long size, byte[] bytes) {
    if (size < 0 || bytes.length != Long.bitCount(size) * Hash.LENGTH) {
      throw new IllegalArgumentException(
          "a frontier of " + size + " leaves does not have " + bytes.length + " bytes");
    }
    List<Hash> hashes = new ArrayList<>();
    for (int i = 0; i < bytes.length / Hash.LENGTH; i++) {
      hashes.add(Hash.at(bytes, i));
    }
    return new Frontier(size, hashes);
  }

  /** The frontier of a tree with these leaves. */
  public static Frontier over(List<Hash> leaves, Sha256 sha256) {
    return EMPTY.plus(leaves, sha256);
  }

  /** The frontier after leaves were appended. */
  public Frontier plus(List<Hash> leaves, Sha256 sha256) {
    return plus(leaves, sha256, (subtree, height) -> {});
  }

  /**
   * The frontier after leaves were appended.
   *
   * @param completed receives each subtree that became complete, and its height; a leaf has the
   *     height 0; children come before their parent
   */
  Frontier plus(List<Hash> leaves, Sha256 sha256, ObjIntConsumer<Hash> completed) {
    List<Hash> stack = new ArrayList<>(hashes);
    long grown = size;
    for (Hash leaf : leaves) {
      Hash subtree = leaf;
      int height = 0;
      completed.accept(subtree, height);
      for (long complete = grown; (complete & 1) == 1; complete >>= 1) {
        subtree = sha256.node(stack.remove(stack.size() - 1), subtree);
        completed.accept(subtree, ++height);
      }
      stack.add(subtree);
      grown++;
    }
    return new Frontier(grown, stack);
  }

  /** The root hash of the tree. */
  public Hash root(Sha256 sha256) {
    if (hashes.isEmpty()) {
      return sha256.empty();
    }
    Hash root = hashes.get(hashes.size() - 1);
    for (int i = hashes.size() - 2; i >= 0; i--) {
      root = sha256.node(hashes.get(i), root);
    }
    return root;
  }

  /** The hashes, one after the other. */
  public byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(hashes.size() * Hash.LENGTH);
    hashes.forEach(hash -> hash.writeTo(out));
    return out.array();
  }
}
