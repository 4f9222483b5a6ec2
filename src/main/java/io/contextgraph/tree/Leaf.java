package io.contextgraph.tree;

import java.nio.ByteBuffer;

/**
 * A leaf of the ledger's tree, in version 1 of its form. Its index in the tree is {@code position -
 * 1}.
 *
 * @param position the event's global position
 * @param recordedAtMicros microseconds since 1970-01-01T00:00:00Z
 * @param digest see {@link LeafDigest}
 */
public record Leaf(long position, long recordedAtMicros, Hash digest) {
  /** The version byte. */
  public static final byte VERSION = 1;

  /** Bytes of a leaf. */
  public static final int LENGTH = 1 + 2 * Long.BYTES + Hash.LENGTH;

  /**
   * Parses {@link #toBytes}.
   *
   * @throws IllegalArgumentException if the bytes are not a leaf of this version
   */
  public static Leaf of(byte[] bytes) {
    if (bytes.length != LENGTH || bytes[0] != VERSION) {
      throw new IllegalArgumentException("the bytes are no leaf of version " + VERSION);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 1, LENGTH - 1);
    long position = in.getLong();
    long recordedAtMicros = in.getLong();
    byte[] digest = new byte[Hash.LENGTH];
    in.get(digest);
    return new Leaf(position, recordedAtMicros, new Hash(digest));
  }

  /** The version byte, position and time as 8 big-endian bytes each, and the digest. */
  public byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(LENGTH);
    writeTo(out);
    return out.array();
  }

  private void writeTo(ByteBuffer out) {
    out.put(VERSION).putLong(position).putLong(recordedAtMicros);
    digest.writeTo(out);
  }

  /** The hash of this leaf in the tree. */
  public Hash hash(Sha256 sha256) {
    ByteBuffer prefixed = ByteBuffer.allocate(1 + LENGTH).put(Sha256.LEAF);
    writeTo(prefixed);
    return sha256.of(prefixed.array());
  }
}
