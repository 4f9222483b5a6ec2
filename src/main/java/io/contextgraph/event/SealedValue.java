package io.contextgraph.event;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * Personal data as it is stored: sealed with AES-256-GCM by the key of its subject, bound to its
 * event and its subject.
 *
 * <p>Its bytes, in {@code ledger.event.personal_data}, are the version byte 1, the version of the
 * subject's keyset (4 bytes, big-endian, at least 1) and the ciphertext as Tink writes it: a prefix
 * of 5 bytes, a nonce of 12 bytes, the encrypted value, a tag of 16 bytes. In a stream and in JSON,
 * they are in base64 (RFC 4648, with padding).
 *
 * @param keyVersion the version of the subject's keyset
 * @param ciphertext must not be modified
 */
public record SealedValue(int keyVersion, byte[] ciphertext) {
  /** Bytes that sealing adds to a value. */
  public static final int OVERHEAD = 38;

  private static final byte VERSION = 1;
  private static final int HEADER = 1 + Integer.BYTES;

  /**
   * @throws IllegalArgumentException if no key has that version, or the ciphertext is too short
   */
  public SealedValue {
    if (keyVersion < 1) {
      throw new IllegalArgumentException("sealed data names version " + keyVersion + " of its key");
    }
    if (HEADER + ciphertext.length < OVERHEAD) {
      throw new IllegalArgumentException("sealed data is too short");
    }
  }

  /**
   * Parses the bytes that {@link #toBytes} returns.
   *
   * @throws IllegalArgumentException if they are too short or of another version
   */
  public static SealedValue parse(byte[] bytes) {
    if (bytes.length < OVERHEAD) {
      throw new IllegalArgumentException(
          "sealed data has at least " + OVERHEAD + " bytes, not " + bytes.length);
    }
    if (bytes[0] != VERSION) {
      throw new IllegalArgumentException(
          "sealed data has version " + (bytes[0] & 0xFF) + "; this program reads version 1");
    }
    return new SealedValue(
        ByteBuffer.wrap(bytes).getInt(1), Arrays.copyOfRange(bytes, HEADER, bytes.length));
  }

  /**
   * Parses the base64 that {@link #toBase64} returns, and no other spelling of it.
   *
   * @throws IllegalArgumentException if it is not base64, too short or of another version
   */
  public static SealedValue parseBase64(byte[] base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("sealed data is not base64", malformed);
    }
    if (!Arrays.equals(Base64.getEncoder().encode(bytes), base64)) {
      throw new IllegalArgumentException("sealed data is not base64 with padding");
    }
    return parse(bytes);
  }

  /** Whether {@link #parseBase64} accepts the value; if not, it may be plain. */
  public static boolean isSealed(byte[] base64) {
    try {
      parseBase64(base64);
      return true;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  /** The length of the base64 of a value of so many bytes, once it is sealed. */
  public static int base64Length(int plainLength) {
    return (plainLength + OVERHEAD + 2) / 3 * 4;
  }

  /** The bytes that the ledger stores. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(HEADER + ciphertext.length)
        .put(VERSION)
        .putInt(keyVersion)
        .put(ciphertext)
        .array();
  }

  /** The value of the field {@code personal_data_sealed}. */
  public byte[] toBase64() {
    return Base64.getEncoder().encode(toBytes());
  }
}
