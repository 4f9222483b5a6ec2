package io.contextgraph.privacy;

import com.google.crypto.tink.Aead;
import io.contextgraph.event.EventId;
import io.contextgraph.event.SealedValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * The key of a subject in memory. It seals and opens personal data, bound to its event and its
 * subject: the associated data is the 16 bytes of the event's id and the subject's id in UTF-8.
 * Keep it no longer than its lease.
 */
public final class SubjectKey {
  private static final int ID_LENGTH = 16;

  private final byte[] subject;
  private final int version;
  private final Aead aead;

  SubjectKey(String subject, int version, Aead aead) {
    this.subject = subject.getBytes(StandardCharsets.UTF_8);
    this.version = version;
    this.aead = aead;
  }

  /** Seals a value for an event. */
  public SealedValue seal(EventId eventId, byte[] plain) {
    try {
      return new SealedValue(version, aead.encrypt(plain, binding(eventId)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a value could not be sealed", e);
    }
  }

  /**
   * Opens the sealed value of an event.
   *
   * @return empty if this key did not seal it for this event and subject
   */
  public Optional<byte[]> open(EventId eventId, SealedValue sealed) {
    if (sealed.keyVersion() != version) {
      return Optional.empty();
    }
    try {
      return Optional.of(aead.decrypt(sealed.ciphertext(), binding(eventId)));
    } catch (GeneralSecurityException refused) {
      return Optional.empty();
    }
  }

  private byte[] binding(EventId eventId) {
    return ByteBuffer.allocate(ID_LENGTH + subject.length)
        .putLong(eventId.high())
        .putLong(eventId.low())
        .put(subject)
        .array();
  }
}
