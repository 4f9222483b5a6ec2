package io.contextgraph.note;

import io.contextgraph.tree.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The public key of a log or a witness, with the name that its signatures carry. Compared by value.
 *
 * @param name not empty, without spaces and '+'
 * @param type {@link #ED25519} or {@link #COSIGNATURE}
 * @param publicKey 32 bytes
 */
public record VerifierKey(String name, byte type, byte[] publicKey) {
  /** Signs the text of a note. */
  public static final byte ED25519 = 1;

  /** Signs a checkpoint's text together with a time. */
  public static final byte COSIGNATURE = 4;

  private static final Pattern FORM = Pattern.compile("([^+]*)\\+([0-9a-f]{8})\\+(.*)");

  /**
   * @throws MalformedNoteException if a parameter is not as described
   */
  public VerifierKey {
    NoteForm.name(name);
    MalformedNoteException.require(
        type == ED25519 || type == COSIGNATURE,
        "keys of type " + (type & 0xff) + " are not supported");
    MalformedNoteException.require(
        publicKey.length == Ed25519.KEY_LENGTH, "a public key does not have 32 bytes");
    publicKey = publicKey.clone();
  }

  /**
   * Parses {@code name+key id+base64}.
   *
   * @throws MalformedNoteException if the text does not have this form, or the key id is not that
   *     of the key
   */
  public static VerifierKey parse(String vkey) {
    Matcher matcher = FORM.matcher(vkey);
    MalformedNoteException.require(
        matcher.matches(), "a verifier key does not have the form name+id+key");
    byte[] key = NoteForm.base64(matcher.group(3), "a verifier key");
    MalformedNoteException.require(key.length > 0, "a verifier key is empty");
    VerifierKey parsed =
        new VerifierKey(matcher.group(1), key[0], Arrays.copyOfRange(key, 1, key.length));
    MalformedNoteException.require(
        parsed.hexId().equals(matcher.group(2)), "the id of a verifier key is not that of the key");
    return parsed;
  }

  /** A copy of the 32 bytes. */
  @Override
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /** The first four bytes of SHA-256 over name, newline, type and key. */
  public int keyId() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(name.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
    out.write(type);
    out.writeBytes(publicKey);
    return ByteBuffer.wrap(new Sha256().of(out.toByteArray()).toBytes()).getInt();
  }

  String hexId() {
    return String.format(Locale.ROOT, "%08x", keyId());
  }

  /** Whether this key signed the message: the bytes as they are, whatever the type. */
  public boolean verifies(byte[] message, byte[] signature) {
    return Ed25519.verify(publicKey, message, signature);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey key
        && name.equals(key.name)
        && type == key.type
        && Arrays.equals(publicKey, key.publicKey);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, type, Arrays.hashCode(publicKey));
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    byte[] key = ByteBuffer.allocate(1 + publicKey.length).put(type).put(publicKey).array();
    return name + "+" + hexId() + "+" + NoteForm.base64(key);
  }
}
