package io.contextgraph.tree;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes of RFC 6962, section 2.1. Keeps one digest for many hashes; not thread-safe. */
public final class Sha256 {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest digest;

  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform provides SHA-256", e);
    }
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
    digest.update(LEAF);
    digest.update(content);
    return new Hash(digest.digest());
  }

  /** The hash of the node over two subtrees. */
  public Hash node(Hash left, Hash right) {
    digest.update(NODE);
    digest.update(left.unsafeBytes());
    digest.update(right.unsafeBytes());
    return new Hash(digest.digest());
  }
}
