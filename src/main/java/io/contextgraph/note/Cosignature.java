package io.contextgraph.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A witness' statement that, at a time, a checkpoint was the largest that it had seen of a log and
 * that it extended all others (C2SP tlog-cosignature, the Ed25519 form).
 */
public final class Cosignature {
  /** Bytes of a cosignature: its time and the signature. */
  static final int LENGTH = Long.BYTES + Ed25519.SIGNATURE_LENGTH;

  private Cosignature() {}

  /**
   * Cosigns a checkpoint.
   *
   * @param time fractions of a second are cut off
   * @throws IllegalArgumentException if the key is none for cosignatures, or the time is before
   *     1970
   */
  public static NoteSignature sign(SigningKey witness, String checkpointText, Instant time) {
    VerifierKey key = requireCosigning(witness.verifierKey());
    long seconds = time.getEpochSecond();
    if (seconds < 0) {
      throw new IllegalArgumentException("a cosignature cannot have a time before 1970");
    }
    byte[] signature = witness.sign(message(seconds, checkpointText));
    byte[] timed = ByteBuffer.allocate(LENGTH).putLong(seconds).put(signature).array();
    return new NoteSignature(key.name(), key.keyId(), timed);
  }

  /** Whether a signature has the length of a cosignature, which that of a log's key does not. */
  public static boolean hasForm(NoteSignature signature) {
    return signature.signature().length == LENGTH;
  }

  /**
   * The checkpoint with those of its cosignatures that one of these keys verifies, and with all
   * signatures of other forms.
   *
   * @throws IllegalArgumentException if a key is none for cosignatures
   */
  public static SignedNote onlyOf(List<VerifierKey> witnesses, SignedNote note) {
    return new SignedNote(
        note.text(),
        note.signatures().stream()
            .filter(
                it ->
                    !hasForm(it)
                        || witnesses.stream()
                            .anyMatch(key -> it.isOf(key) && isValid(key, it, note.text())))
            .toList());
  }

  private static boolean isValid(VerifierKey witness, NoteSignature signature, String text) {
    return time(requireCosigning(witness), signature.signature(), text).isPresent();
  }

  /**
   * The time of a witness' cosignature; the latest if there are several.
   *
   * @return empty if the witness did not cosign the note, or one of its cosignatures does not
   *     verify
   * @throws IllegalArgumentException if the key is none for cosignatures
   */
  public static Optional<Instant> verify(VerifierKey witness, SignedNote note) {
    List<NoteSignature> own = note.signaturesOf(requireCosigning(witness));
    List<Instant> times =
        own.stream().flatMap(it -> time(witness, it.signature(), note.text()).stream()).toList();
    return times.size() == own.size() ? times.stream().max(Instant::compareTo) : Optional.empty();
  }

  private static Optional<Instant> time(VerifierKey witness, byte[] timed, String text) {
    if (timed.length != LENGTH) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(timed);
    long seconds = in.getLong();
    byte[] signature = new byte[Ed25519.SIGNATURE_LENGTH];
    in.get(signature);
    boolean valid =
        seconds >= 0
            && seconds <= Instant.MAX.getEpochSecond()
            && witness.verifies(message(seconds, text), signature);
    return valid ? Optional.of(Instant.ofEpochSecond(seconds)) : Optional.empty();
  }

  private static byte[] message(long seconds, String text) {
    return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
  }

  private static VerifierKey requireCosigning(VerifierKey key) {
    if (key.type() != VerifierKey.COSIGNATURE) {
      throw new IllegalArgumentException("the key of " + key.name() + " is not for cosignatures");
    }
    return key;
  }
}
