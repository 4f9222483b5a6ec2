package io.contextgraph.privacy;

import io.contextgraph.privacy.KeyStoreException.Kind;
import java.io.IOException;
import java.util.Optional;

/**
 * The key-encryption keys of a program that runs while they are rotated: it reads their file again
 * when it meets one that it does not have. Used by one thread.
 */
public final class KeyRing {
  private final KeyEncryptionKeyFile file;
  private KeyEncryptionKeys keys;
  private Optional<String> activeInStore = Optional.empty();

  /**
   * Reads the file.
   *
   * @throws IOException if it cannot be read, or is no key file
   */
  public KeyRing(KeyEncryptionKeyFile file) throws IOException {
    this.file = file;
    this.keys = file.read();
  }

  /**
   * Reads the file again, because the store refused the key that encrypted a candidate. The file
   * may have a newer key, which is not in use yet, or lack the one that is.
   *
   * @param active the store's active key, if it is known
   */
  void follow(Optional<String> active) throws IOException {
    activeInStore = active;
    keys = file.read();
  }

  /** A new keyset for a subject, encrypted by the active key. */
  public WrappedKeyset candidate(String subject) {
    return Keysets.create(activeInStore.flatMap(keys::find).orElseGet(keys::active), subject);
  }

  /**
   * The key of a subject.
   *
   * @throws KeyStoreException if the file lacks the key-encryption key, or the keyset is damaged
   */
  public SubjectKey unwrap(String subject, WrappedKeyset wrapped) throws IOException {
    Optional<KeyEncryptionKey> kek = keys.find(wrapped.kekId());
    if (kek.isEmpty()) {
      keys = file.read();
      kek = keys.find(wrapped.kekId());
    }
    return Keysets.unwrap(kek.orElseThrow(() -> missing(wrapped)), subject, wrapped);
  }

  private KeyStoreException missing(WrappedKeyset wrapped) {
    return new KeyStoreException(
        Kind.KEK_MISSING,
        "the key file "
            + file.path()
            + " lacks "
            + wrapped.kekId()
            + ", which encrypts the key of a subject: copy the key file from where \"context-graph"
            + " privacy rotate\" ran");
  }
}
