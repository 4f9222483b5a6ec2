package io.contextgraph.note;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The private key of a log or a witness. Only {@link #format} shows it. */
public final class SigningKey {
  private static final Pattern FORM =
      Pattern.compile("PRIVATE\\+KEY\\+([^+]*)\\+([0-9a-f]{8})\\+(.*)");

  private final byte[] seed;
  private final VerifierKey verifierKey;

  private SigningKey(String name, byte type, byte[] seed) {
    this.seed = seed;
    this.verifierKey = new VerifierKey(name, type, Ed25519.publicKey(seed));
  }

  /**
   * A new key.
   *
   * @param type {@link VerifierKey#ED25519} or {@link VerifierKey#COSIGNATURE}
   * @throws MalformedNoteException if the name or type cannot be that of a key
   */
  public static SigningKey generate(String name, byte type, SecureRandom random) {
    byte[] seed = new byte[Ed25519.KEY_LENGTH];
    random.nextBytes(seed);
    return new SigningKey(name, type, seed);
  }

  /**
   * Parses {@code PRIVATE+KEY+name+key id+base64}.
   *
   * @throws MalformedNoteException if the text does not have this form; the message does not
   *     contain it
   */
  public static SigningKey parse(String skey) {
    Matcher matcher = FORM.matcher(skey);
    MalformedNoteException.require(
        matcher.matches(), "a signing key does not have the form PRIVATE+KEY+name+id+key");
    byte[] key = NoteForm.base64(matcher.group(3), "a signing key");
    MalformedNoteException.require(
        key.length == 1 + Ed25519.KEY_LENGTH, "a signing key does not have 33 bytes");
    SigningKey parsed =
        new SigningKey(matcher.group(1), key[0], Arrays.copyOfRange(key, 1, key.length));
    MalformedNoteException.require(
        parsed.verifierKey.hexId().equals(matcher.group(2)),
        "the id of a signing key is not that of the key");
    return parsed;
  }

  /** The form that {@link #parse} reads: the secret itself. */
  public String format() {
    byte[] key = ByteBuffer.allocate(1 + seed.length).put(verifierKey.type()).put(seed).array();
    return "PRIVATE+KEY+"
        + verifierKey.name()
        + "+"
        + verifierKey.hexId()
        + "+"
        + NoteForm.base64(key);
  }

  public VerifierKey verifierKey() {
    return verifierKey;
  }

  /** Signs the bytes as they are, whatever the type. */
  public byte[] sign(byte[] message) {
    return Ed25519.sign(seed, message);
  }

  /** Names the key without showing it. */
  @Override
  public String toString() {
    return "the signing key of " + verifierKey;
  }
}
