package io.contextgraph.tree;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/** A SHA-256 hash: 32 bytes, compared by value. */
public final class Hash {
  /** Bytes of a hash. */
  public static final int LENGTH = 32;

  private final byte[] bytes;

  /** Takes over the array. */
  Hash(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
    }
    this.bytes = bytes;
  }

  /**
   * The hash with these bytes.
   *
   * @throws IllegalArgumentException if they are not 32
   */
  public static Hash of(byte[] bytes) {
    return new Hash(bytes.clone());
  }

  /** The hash at an index of an array of hashes, each of 32 bytes. */
  static Hash at(byte[] hashes, int index) {
    return new Hash(Arrays.copyOfRange(hashes, index * LENGTH, (index + 1) * LENGTH));
  }

  /** A copy of the bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** The bytes themselves, for reading only. */
  byte[] unsafeBytes() {
    return bytes;
  }

  void writeTo(ByteBuffer out) {
    out.put(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The hash in base64. */
  @Override
  public String toString() {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
