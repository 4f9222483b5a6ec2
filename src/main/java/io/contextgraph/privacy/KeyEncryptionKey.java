package io.contextgraph.privacy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import io.contextgraph.tree.Sha256;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** A key that encrypts the keysets of subjects, with AES-256-GCM. Its text form shows its id. */
public final class KeyEncryptionKey {
  private static final int LENGTH = 32;
  private static final int ID_BYTES = 4;

  private final String id;
  private final byte[] secret;
  private final Aead aead;

  /**
   * @throws IllegalArgumentException if it does not have 32 bytes; the message shows none
   */
  KeyEncryptionKey(byte[] secret) {
    if (secret.length != LENGTH) {
      throw new IllegalArgumentException("a key-encryption key has 32 bytes");
    }
    this.secret = secret.clone();
    this.id = "kek-" + HexFormat.of().formatHex(new Sha256().of(secret).toBytes(), 0, ID_BYTES);
    this.aead = aead(secret);
  }

  /** Makes a key. */
  public static KeyEncryptionKey generate(RandomGenerator random) {
    byte[] secret = new byte[LENGTH];
    random.nextBytes(secret);
    return new KeyEncryptionKey(secret);
  }

  private static Aead aead(byte[] secret) {
    try {
      return new AesGcmJce(secret);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no AES-256-GCM", e);
    }
  }

  /** {@code kek-} and 8 hex digits of the key's SHA-256. */
  public String id() {
    return id;
  }

  Aead aead() {
    return aead;
  }

  /** Its line of a key file. */
  String line() {
    return id + " " + Base64.getEncoder().encodeToString(secret);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyEncryptionKey key && Arrays.equals(secret, key.secret);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return id;
  }
}
