package io.contextgraph.verify;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.VerifierKey;
import java.util.List;

/**
 * The keys that verify checkpoints.
 *
 * @param keys none if signatures are not verified
 */
public record CheckpointKeys(List<VerifierKey> keys) {
  /** What a signature is worth. */
  enum Signature {
    VALID,
    INVALID,
    /** None is of a given key. */
    UNKNOWN
  }

  public CheckpointKeys {
    keys = List.copyOf(keys);
  }

  Signature check(SignedNote note) {
    Signature found = Signature.UNKNOWN;
    for (VerifierKey key : keys) {
      if (note.signedBy(key)) {
        return Signature.VALID;
      }
      boolean claims =
          note.signatures().stream()
              .anyMatch(line -> line.name().equals(key.name()) && line.keyId() == key.keyId());
      found = claims ? Signature.INVALID : found;
    }
    return found;
  }

  /**
   * A checkpoint from outside the database.
   *
   * @param name where it comes from
   * @throws IllegalArgumentException if it is malformed, or if there are keys and none of them has
   *     signed it
   */
  public Anchor given(String name, byte[] bytes) {
    SignedNote note = SignedNote.parse(bytes);
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    if (!keys.isEmpty() && check(note) != Signature.VALID) {
      throw new IllegalArgumentException("none of the given keys has signed it");
    }
    return new Anchor(name, checkpoint.origin(), checkpoint.size(), checkpoint.root(), true);
  }
}
