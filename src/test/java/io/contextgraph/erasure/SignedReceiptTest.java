package io.contextgraph.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.PositionRanges;
import io.contextgraph.note.MalformedNoteException;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.privacy.DespiteHold;
import io.contextgraph.privacy.DespiteHolds;
import io.contextgraph.privacy.Opening;
import io.contextgraph.privacy.Openings;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignedReceiptTest {
  private final SigningKey first = key();
  private final SigningKey second = key();

  private static SigningKey key() {
    return SigningKey.generate(
        SignedReceipt.KEY_NAME + "1", VerifierKey.ED25519, new SecureRandom());
  }

  private static Receipt receipt(long... sealed) {
    return Receipts.of(
        Receipts.erasure(Optional.of(Receipts.key(Receipts.CURRENT))),
        Receipts.remains(sealed),
        Receipts.copies());
  }

  private static byte[] bytes(String note) {
    return note.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void eachKeyOfTheFileSignsAndEachSignatureVerifies() {
    SignedReceipt signed = SignedReceipt.sign(receipt(3), List.of(first, second));
    for (SigningKey key : List.of(first, second)) {
      SignedReceipt verified = SignedReceipt.verify(bytes(signed.toString()), key.verifierKey());
      assertThat(verified.toString()).isEqualTo(signed.toString());
    }
    assertThatThrownBy(() -> SignedReceipt.verify(bytes(signed.toString()), key().verifierKey()))
        .isInstanceOf(MalformedNoteException.class)
        .hasMessageContaining("the receipt has no signature of " + SignedReceipt.KEY_NAME + "1");
  }

  @Test
  void aChangedWordInvalidatesTheSignature() {
    String signed = SignedReceipt.sign(receipt(3), List.of(first)).toString();
    assertThatThrownBy(
            () ->
                SignedReceipt.verify(
                    bytes(signed.replace("sealed-events 1", "sealed-events 0")),
                    first.verifierKey()))
        .isInstanceOf(MalformedNoteException.class);
  }

  @Test
  void aSignedNoteThatIsNoReceiptIsRefused() {
    SignedNote other = new SignedNote("context-graph/something-else\n", List.of()).signedBy(first);
    assertThatThrownBy(() -> SignedReceipt.verify(other.toBytes(), first.verifierKey()))
        .isInstanceOf(MalformedNoteException.class)
        .hasMessage("its first line is not context-graph/erasure-receipt/v1");
  }

  /** Any opener can fill the log of readers, and any officer holds and reasons. */
  @Test
  void aReceiptWithTheMostOfEverythingFitsIntoANote() {
    long[] positions = new long[PositionRanges.KEPT + 1];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = Long.MAX_VALUE - 2L * (positions.length - i);
    }
    String hidden = "\u0001".repeat(1_000);
    Opening opening = new Opening(Receipts.ERASED, true, hidden, hidden);
    DespiteHold[] holds = new DespiteHold[DespiteHolds.MAX_LISTED];
    Arrays.fill(holds, new DespiteHold("session", hidden.substring(0, 256), 1, hidden));
    Receipt most =
        Receipts.of(
            Receipts.erasure(Optional.of(Receipts.key(Receipts.CURRENT)), holds),
            Receipts.remains(positions),
            new CopyFacts(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new LetterRemains(0, 0, 0, Optional.empty(), 0),
                new Openings(1_000_000, Collections.nCopies(Openings.MAX_LISTED, opening)),
                LedgerReadings.NONE,
                Collections.nCopies(1_000, "event_2026_05-0123456789abcdef.jsonl.gz")));
    assertThat(SignedReceipt.sign(most, List.of(first)).toString())
        .contains("sealed-ranges " + positions.length + "\n", "\nopenings 1000000\n");
  }
}
