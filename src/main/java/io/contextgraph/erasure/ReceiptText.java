package io.contextgraph.erasure;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.PositionRanges;
import io.contextgraph.privacy.DespiteHold;
import io.contextgraph.privacy.DespiteHolds;
import io.contextgraph.privacy.Opening;
import java.util.List;
import java.util.Optional;

/**
 * The text of a receipt, which is signed: a line for each fact, its name, a space and its value.
 * Free text is a JSON string ({@link QuotedText}). {@link ReceiptForm} has the grammar. The same
 * receipt gives the same bytes.
 */
public final class ReceiptText {
  /** The first line. */
  public static final String FIRST_LINE = "context-graph/erasure-receipt/v1";

  static final String WHY_PLAIN =
      "the ledger is evidence of what agents did, and no command changes or deletes a recorded"
          + " event; an erasure destroys the key of sealed personal data, and whatever a producer"
          + " put into other fields stays readable, which the controller has to judge";

  private final StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');

  private ReceiptText() {}

  /** The text with the newline of its last line. */
  public static String of(Receipt receipt) {
    ReceiptText lines = new ReceiptText();
    lines.erasure(receipt);
    lines.key(receipt.erasure());
    lines.holds(receipt.erasure().despite());
    lines.sealed(receipt.remains().sealed());
    lines.sealedLetters(receipt.copies().letters().sealed());
    lines.plain(receipt.remains().plain());
    lines.copies(receipt);
    return lines.text.toString();
  }

  private void erasure(Receipt receipt) {
    ErasureFacts erasure = receipt.erasure();
    ControlEvent.Actor actor = erasure.actor();
    line("ledger", receipt.ledgerId());
    line("subject", QuotedText.of(erasure.subject()));
    line("issued", receipt.issuedAt());
    line("as-of", receipt.remains().asOf());
    line(
        "status",
        receipt
            .finalSince()
            .map(since -> "final " + since)
            .orElse("not final " + QuotedText.of(remedy(receipt))));
    line("erased", erasure.erasedAt());
    line("role", QuotedText.of(actor.databaseRole()));
    line("os-user", QuotedText.of(actor.osUser()));
    actor.host().ifPresent(host -> line("host", QuotedText.of(host)));
    line("reason", QuotedText.of(erasure.reason()));
    line("event", erasure.event());
    line("position", erasure.position());
  }

  private static String remedy(Receipt receipt) {
    if (receipt.erasure().key().isPresent()) {
      return ResidualCopies.ROTATE;
    }
    return receipt.lacksKeyset() ? ResidualCopies.FIND_COPIES : ResidualCopies.RESTORE_MONTHS;
  }

  private void key(ErasureFacts erasure) {
    Optional<ErasedKey> key = erasure.key();
    line("key", key.map(it -> it.version() + " " + it.kekId()).orElse("none"));
    for (WrappingKey wrapping : key.map(ErasedKey::wrappedBy).orElse(List.of())) {
      String state = wrapping.destroyedAt().map(at -> "destroyed " + at).orElse("exists");
      line("wrapped-by", wrapping.id() + " " + state);
    }
  }

  private void holds(DespiteHolds holds) {
    line("despite-holds", holds.count());
    for (DespiteHold hold : holds.listed()) {
      line(
          "despite-hold",
          hold.kind()
              + " "
              + QuotedText.of(hold.id())
              + " "
              + hold.position()
              + " "
              + QuotedText.of(hold.reason()));
    }
  }

  private void sealed(PositionRanges.Collected sealed) {
    line("sealed-events", sealed.positions());
    line("sealed-ranges", sealed.ranges());
    line("sealed-digest", sealed.digest());
    sealed.kept().forEach(range -> line("sealed", range));
  }

  private void sealedLetters(long letters) {
    if (letters > 0) {
      line("sealed-letters", letters);
    }
  }

  private void plain(PlainRemains plain) {
    line("plain-events", plain.events());
    for (String always : List.of("subject_id", "session_id", "agent_id", "trace_id")) {
      line("plain", always + " " + plain.events());
    }
    line("plain", "attributes " + plain.attributes());
    line("plain", "on_behalf_of " + plain.onBehalfOf());
    line("plain", "payload " + plain.payload());
    line("plain", "payload_ref " + plain.payloadRef());
    line("plain", "control_events " + plain.controlEvents());
    line("plain-reason", QuotedText.of(WHY_PLAIN));
  }

  private void copies(Receipt receipt) {
    for (ResidualCopy copy : new ResidualCopies(receipt).list()) {
      line(
          "copy",
          copy.place()
              + " "
              + copy.end()
              + " "
              + QuotedText.of(copy.what())
              + " "
              + QuotedText.of(copy.command()));
    }
    line("openings", receipt.copies().openings().total());
    for (Opening opening : receipt.copies().openings().latest()) {
      line(
          "opened",
          opening.at()
              + " "
              + QuotedText.of(opening.who())
              + " "
              + QuotedText.of(opening.question())
              + (opening.redeemed() ? "" : " unmarked"));
    }
  }

  private void line(String name, Object value) {
    text.append(name).append(' ').append(value).append('\n');
  }
}
