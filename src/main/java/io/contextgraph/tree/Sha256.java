package io.contextgraph.tree;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hashes of RFC 6962, section 2.1. Keeps one digest for many hashes; not thread-safe. What is
 * hashed is joined first: one update of a digest takes less time than two.
 */
public final class Sha256 {
  /** Precedes the content of a leaf. */
  static final byte LEAF = 0;

  private static final byte NODE = 1;

  private final MessageDigest digest;

  /** What the last node hashed. */
  private final byte[] node = new byte[1 + 2 * Hash.LENGTH];

  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform provides SHA-256", e);
    }
    node[0] = NODE;
  }

  /** The hash of bytes as they are. */
  public Hash of(byte[] data) {
    return new Hash(digest.digest(data));
  }

  /** The hash of a tree without leaves. */
  public Hash empty() {
    return new Hash(digest.digest());
  }

  /** The hash of a leaf with this content. */
  public Hash leaf(byte[] content) {
    byte[] leaf = new byte[1 + content.length];
    leaf[0] = LEAF;
    System.arraycopy(content, 0, leaf, 1, content.length);
    return new Hash(digest.digest(leaf));
  }

  /** The hash of the node over two subtrees. */
  public Hash node(Hash left, Hash right) {
    System.arraycopy(left.unsafeBytes(), 0, node, 1, Hash.LENGTH);
    System.arraycopy(right.unsafeBytes(), 0, node, 1 + Hash.LENGTH, Hash.LENGTH);
    return new Hash(digest.digest(node));
  }
}
