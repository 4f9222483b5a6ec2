package io.contextgraph.privacy;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The key store was reached and serves no key. The message says what to do. */
public final class KeyStoreException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final Kind kind;
  private final @Nullable String activeKek;

  /** Why it serves none. */
  public enum Kind {
    /** No program compared the store with its ledger in the last 60 seconds. */
    NOT_COMPARED,
    /** The store belongs to another ledger than it was to be compared with. */
    OTHER_LEDGER,
    /** Another program replaces keys of the store. */
    BUSY,
    /** The ledger was to be read from a standby. */
    STANDBY,
    /** The store misses erasures that the ledger recorded: it was restored from a backup. */
    RESTORED,
    /** Another key-encryption key is active than the one that encrypted a new keyset. */
    OTHER_KEK,
    /** The key file lacks the key-encryption key of a keyset. */
    KEK_MISSING,
    /** A keyset is not what its key-encryption key encrypted for its subject. */
    DAMAGED,
    /** A ticket cannot be redeemed. */
    TICKET
  }

  KeyStoreException(Kind kind, String message) {
    this(kind, message, null);
  }

  /**
   * @param activeKek the active key-encryption key of the store, if another one was used
   */
  KeyStoreException(Kind kind, String message, @Nullable String activeKek) {
    super(message);
    this.kind = kind;
    this.activeKek = activeKek;
  }

  /** The active key-encryption key of the store, if that is why. */
  Optional<String> activeKek() {
    return Optional.ofNullable(activeKek);
  }

  public Kind kind() {
    return kind;
  }
}
