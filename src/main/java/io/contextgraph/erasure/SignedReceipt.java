package io.contextgraph.erasure;

import io.contextgraph.note.MalformedNoteException;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A receipt as a signed note (C2SP signed-note).
 *
 * @param note whose text has the form of a receipt
 */
public record SignedReceipt(SignedNote note) {
  /** What the name of the privacy key begins with, if it is not given; the ledger's id follows. */
  public static final String KEY_NAME = "context-graph/privacy/";

  /**
   * @throws MalformedNoteException if the note's text is not that of a receipt
   */
  public SignedReceipt {
    ReceiptForm.require(note.text());
  }

  /**
   * Signs a receipt with each of the keys.
   *
   * @throws IllegalArgumentException if a key is none of type Ed25519
   */
  public static SignedReceipt sign(Receipt receipt, List<SigningKey> keys) {
    SignedNote note = new SignedNote(ReceiptText.of(receipt), List.of());
    for (SigningKey key : keys) {
      note = note.signedBy(key);
    }
    return new SignedReceipt(note);
  }

  /**
   * Parses a receipt and verifies its signature.
   *
   * @throws MalformedNoteException if the bytes are not a receipt, or this key did not sign them
   */
  public static SignedReceipt verify(byte[] bytes, VerifierKey key) {
    SignedNote note = SignedNote.parse(bytes);
    if (!note.signedBy(key)) {
      throw new MalformedNoteException("the receipt has no signature of " + key);
    }
    return new SignedReceipt(note);
  }

  /** The note with its signatures. */
  @Override
  public String toString() {
    return new String(note.toBytes(), StandardCharsets.UTF_8);
  }
}
