package io.contextgraph.note;

import java.util.OptionalLong;

/**
 * A key of a log that an auditor trusts.
 *
 * @param key of type Ed25519
 * @param lastSize the largest tree that the key may sign, if it was retired
 */
public record TrustedLog(VerifierKey key, OptionalLong lastSize) {
  /**
   * @throws MalformedNoteException if a parameter is not as described
   */
  public TrustedLog {
    MalformedNoteException.require(
        key.type() == VerifierKey.ED25519, "the key of a log is not of type Ed25519");
    MalformedNoteException.require(lastSize.orElse(0) >= 0, "the last size of a key is negative");
  }

  /** Whether the key may sign a tree of this size. */
  public boolean mayHaveSigned(long size) {
    return size <= lastSize.orElse(Long.MAX_VALUE);
  }
}
