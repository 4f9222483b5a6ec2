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
  /** What the signatures of a checkpoint are worth. */
  enum Signature {
    /** At least one is of a given key, and each of those verifies. */
    VALID,
    /** One claims to be of a given key and does not verify, whatever the others do. */
    INVALID,
    /** None is of a given key. */
    UNKNOWN
  }

  public CheckpointKeys {
    keys = List.copyOf(keys);
  }

  Signature check(SignedNote note) {
    List<VerifierKey> claimed =
        keys.stream().filter(key -> !note.signaturesOf(key).isEmpty()).toList();
    if (claimed.isEmpty()) {
      return Signature.UNKNOWN;
    }
    return claimed.stream().allMatch(note::signedBy) ? Signature.VALID : Signature.INVALID;
  }

  /**
   * A checkpoint from outside the database.
   *
   * @param name where it comes from
   * @throws IllegalArgumentException if it is malformed, or if there are keys, and none of them has
   *     signed it or a signature of one of them is not valid
   */
  public Anchor given(String name, byte[] bytes) {
    SignedNote note = SignedNote.parse(bytes);
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    Signature signature = check(note);
    if (signature == Signature.INVALID) {
      throw new IllegalArgumentException("the signature of a given key is not valid");
    }
    if (!keys.isEmpty() && signature == Signature.UNKNOWN) {
      throw new IllegalArgumentException("none of the given keys has signed it");
    }
    return new Anchor(name, checkpoint.origin(), checkpoint.size(), checkpoint.root(), true);
  }
}
