package io.contextgraph.privacy;

import java.time.Instant;
import java.util.Optional;

/**
 * A key-encryption key as the key store knows it.
 *
 * @param subjects how many subjects have a keyset that it encrypts
 */
public record Kek(
    String id,
    State state,
    Instant createdAt,
    Optional<Instant> retiredAt,
    Optional<Instant> destroyedAt,
    long subjects) {
  /** What becomes of a key-encryption key, in this order. */
  public enum State {
    /** Was announced, and encrypts nothing yet. */
    ADDED,
    /** Encrypts new keysets. */
    ACTIVE,
    /** Was replaced; may still encrypt keysets. */
    RETIRED,
    /** Encrypts no keyset any more, and is being removed from the key file. */
    LEAVING,
    /** Was removed from the key file. */
    DESTROYED
  }
}
