package io.contextgraph.privacy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.contextgraph.privacy.KeyStoreException.Kind;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * Makes the keysets of subjects, and encrypts and decrypts them. A keyset has one AES-256-GCM key
 * of Tink. Encrypted, it is bound to its subject: the associated data is {@code
 * context-graph/keyset/v1}, a zero byte and the subject's id in UTF-8.
 */
public final class Keysets {
  private static final Configuration TINK = AeadConfig2026.get();
  private static final String BINDING = "context-graph/keyset/v1\0";

  private Keysets() {}

  /** A new keyset for a subject, of the first version. */
  public static WrappedKeyset create(KeyEncryptionKey kek, String subject) {
    try {
      KeysetHandle keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK);
      return wrap(kek, subject, keyset, WrappedKeyset.FIRST);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a keyset could not be made", e);
    }
  }

  private static WrappedKeyset wrap(
      KeyEncryptionKey kek, String subject, KeysetHandle keyset, int version)
      throws GeneralSecurityException {
    byte[] bytes =
        TinkProtoKeysetFormat.serializeEncryptedKeyset(keyset, kek.aead(), binding(subject), TINK);
    return new WrappedKeyset(version, bytes, kek.id());
  }

  /**
   * The same keyset, encrypted by another key-encryption key.
   *
   * @throws KeyStoreException if it is not what {@code from} encrypted for the subject
   */
  public static WrappedKeyset rewrap(
      KeyEncryptionKey from, KeyEncryptionKey to, String subject, WrappedKeyset wrapped) {
    try {
      return wrap(to, subject, keyset(from, subject, wrapped), wrapped.version());
    } catch (GeneralSecurityException e) {
      throw damaged(wrapped);
    }
  }

  /**
   * The key of a subject.
   *
   * @throws KeyStoreException if it is not what the key-encryption key encrypted for the subject
   */
  public static SubjectKey unwrap(KeyEncryptionKey kek, String subject, WrappedKeyset wrapped) {
    try {
      Aead aead = keyset(kek, subject, wrapped).getPrimitive(TINK, Aead.class);
      return new SubjectKey(subject, wrapped.version(), aead);
    } catch (GeneralSecurityException e) {
      throw damaged(wrapped);
    }
  }

  private static KeysetHandle keyset(KeyEncryptionKey kek, String subject, WrappedKeyset wrapped)
      throws GeneralSecurityException {
    return TinkProtoKeysetFormat.parseEncryptedKeyset(
        wrapped.bytes(), kek.aead(), binding(subject), TINK);
  }

  /** Names no subject: messages reach logs. */
  private static KeyStoreException damaged(WrappedKeyset wrapped) {
    return new KeyStoreException(
        Kind.DAMAGED,
        "the key of a subject in the key store is damaged: it is not what "
            + wrapped.kekId()
            + " encrypted for this subject");
  }

  private static byte[] binding(String subject) {
    return (BINDING + subject).getBytes(StandardCharsets.UTF_8);
  }
}
