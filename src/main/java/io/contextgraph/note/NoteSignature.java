package io.contextgraph.note;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signature of a note, of any type. Compared by value.
 *
 * @param name of the key
 * @param keyId see {@link VerifierKey#keyId}
 * @param signature what follows the key id: at least one byte, 64 for an Ed25519 key
 */
public record NoteSignature(String name, int keyId, byte[] signature) {
  private static final Pattern LINE = Pattern.compile("\u2014 ([^ ]*) ([^ ]*)");

  /**
   * @throws MalformedNoteException if the name cannot be that of a key, or the signature is empty
   */
  public NoteSignature {
    NoteForm.name(name);
    MalformedNoteException.require(signature.length > 0, "a signature is empty");
    signature = signature.clone();
  }

  /**
   * Parses a line without its newline.
   *
   * @throws MalformedNoteException if it is not the line of a signature
   */
  public static NoteSignature parse(String line) {
    Matcher matcher = LINE.matcher(line);
    MalformedNoteException.require(matcher.matches(), "a line is not that of a signature");
    ByteBuffer bytes = ByteBuffer.wrap(NoteForm.base64(matcher.group(2), "a signature"));
    MalformedNoteException.require(bytes.remaining() > Integer.BYTES, "a signature is too short");
    int keyId = bytes.getInt();
    byte[] signature = new byte[bytes.remaining()];
    bytes.get(signature);
    return new NoteSignature(matcher.group(1), keyId, signature);
  }

  /** A copy of the bytes. */
  @Override
  public byte[] signature() {
    return signature.clone();
  }

  /** Whether the key's name and id are those of this signature; says nothing about its bytes. */
  public boolean isOf(VerifierKey key) {
    return keyId == key.keyId() && name.equals(key.name());
  }

  /** Whether another signature carries the same name and key id. */
  public boolean isOfSameKey(NoteSignature other) {
    return keyId == other.keyId && name.equals(other.name);
  }

  /** The line without its newline. */
  public String line() {
    byte[] bytes =
        ByteBuffer.allocate(Integer.BYTES + signature.length).putInt(keyId).put(signature).array();
    return "\u2014 " + name + " " + NoteForm.base64(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteSignature that
        && name.equals(that.name)
        && keyId == that.keyId
        && Arrays.equals(signature, that.signature);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, keyId, Arrays.hashCode(signature));
  }

  @Override
  public String toString() {
    return line();
  }
}
