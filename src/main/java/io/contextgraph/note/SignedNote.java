package io.contextgraph.note;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A text and its signatures (C2SP signed-note). Proves nothing until a signature was verified.
 *
 * @param text ends with a newline and contains no other control characters
 * @param signatures at most 100, of any keys; a note without signatures has no bytes yet
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
  /** Bytes of a note, and of whatever else this package parses: a proof, a request, a trust. */
  public static final int MAX_BYTES = NoteForm.MAX_BYTES;

  /** Signatures of a note. */
  public static final int MAX_SIGNATURES = 100;

  /**
   * @throws MalformedNoteException if the parameters are not as described, or the note would be
   *     larger than 1,000,000 bytes
   */
  public SignedNote {
    signatures = List.copyOf(signatures);
    NoteForm.requirePrintable(text);
    MalformedNoteException.require(text.endsWith("\n"), "the text of a note does not end its line");
    MalformedNoteException.require(
        signatures.size() <= MAX_SIGNATURES,
        "a note has more than " + MAX_SIGNATURES + " signatures");
    MalformedNoteException.require(
        bytes(text, signatures).length <= NoteForm.MAX_BYTES,
        "a note is larger than " + NoteForm.MAX_BYTES + " bytes");
  }

  /**
   * Parses a note. Whatever it accepts, {@link #toBytes} gives back byte by byte.
   *
   * @throws MalformedNoteException if the bytes are not a note with at least one signature
   */
  public static SignedNote parse(byte[] note) {
    String all = NoteForm.text(note);
    int end = all.lastIndexOf("\n\n");
    MalformedNoteException.require(end >= 0, "a note has no empty line before its signatures");
    List<String> lines = NoteForm.lines(all.substring(end + 2));
    MalformedNoteException.require(
        lines.size() <= MAX_SIGNATURES, "a note has more than " + MAX_SIGNATURES + " signatures");
    return new SignedNote(
        all.substring(0, end + 1), lines.stream().map(NoteSignature::parse).toList());
  }

  /**
   * The note's bytes.
   *
   * @throws IllegalStateException if it has no signature
   */
  public byte[] toBytes() {
    if (signatures.isEmpty()) {
      throw new IllegalStateException("a note without signatures has no bytes");
    }
    return bytes(text, signatures);
  }

  private static byte[] bytes(String text, List<NoteSignature> signatures) {
    StringBuilder all = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> all.append(signature.line()).append('\n'));
    return all.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** What an Ed25519 key signs. */
  byte[] message() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The note with a signature of this key as its last one, instead of an earlier one.
   *
   * @throws IllegalArgumentException if the key is none of type Ed25519
   */
  public SignedNote signedBy(SigningKey key) {
    VerifierKey verifier = requireEd25519(key.verifierKey());
    return with(new NoteSignature(verifier.name(), verifier.keyId(), key.sign(message())));
  }

  /** The note with this signature as its last one, instead of those with its name and key id. */
  public SignedNote with(NoteSignature added) {
    List<NoteSignature> all = new ArrayList<>(signatures);
    all.removeIf(added::isOfSameKey);
    all.add(added);
    return new SignedNote(text, all);
  }

  /**
   * Whether this key signed the note: it has a signature with the key's name and id, and each of
   * them verifies.
   *
   * @throws IllegalArgumentException if the key is none of type Ed25519; see {@link Cosignature}
   */
  public boolean signedBy(VerifierKey key) {
    requireEd25519(key);
    List<NoteSignature> own = signaturesOf(key);
    return !own.isEmpty()
        && own.stream().allMatch(signature -> key.verifies(message(), signature.signature()));
  }

  /** The signatures with the key's name and id, not verified. */
  public List<NoteSignature> signaturesOf(VerifierKey key) {
    return signatures.stream().filter(signature -> signature.isOf(key)).toList();
  }

  private static VerifierKey requireEd25519(VerifierKey key) {
    if (key.type() != VerifierKey.ED25519) {
      throw new IllegalArgumentException(
          "the key of " + key.name() + " is for cosignatures, not for signing notes");
    }
    return key;
  }
}
