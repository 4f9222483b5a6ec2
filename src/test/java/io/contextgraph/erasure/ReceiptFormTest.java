package io.contextgraph.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.note.MalformedNoteException;
import io.contextgraph.privacy.DespiteHold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is accepted as the text of a receipt. */
class ReceiptFormTest {
  private static String full() {
    return ReceiptText.of(
        Receipts.of(
            Receipts.erasure(
                Optional.of(Receipts.key(Receipts.OLD, Receipts.CURRENT)),
                new DespiteHold("session", "s 1", 17, "litigation")),
            Receipts.remains(3, 4, 5, 7, 40),
            Receipts.copies()));
  }

  private static List<String> lines() {
    return new ArrayList<>(Arrays.asList(full().split("\n", -1)));
  }

  private static void assertRefused(List<String> lines) {
    String text = String.join("\n", lines);
    assertThatThrownBy(() -> ReceiptForm.require(text))
        .as(text)
        .isInstanceOf(MalformedNoteException.class);
  }

  @Test
  void whatIsWrittenIsAccepted() {
    assertThatCode(() -> ReceiptForm.require(full())).doesNotThrowAnyException();
    String bare =
        ReceiptText.of(
            Receipts.of(
                Receipts.erasure(Optional.empty()), Receipts.remains(), Receipts.noCopies()));
    assertThatCode(() -> ReceiptForm.require(bare)).doesNotThrowAnyException();
  }

  @Test
  void noLineMayBeLeftOutUnlessItMayOccurNeverOrOften() {
    List<String> optional =
        List.of(
            "host ",
            "wrapped-by ",
            "despite-hold ",
            "sealed ",
            "sealed-letters ",
            "plain ",
            "copy ",
            "opened ");
    for (int i = 0; i < lines().size(); i++) {
      List<String> fewer = lines();
      String removed = fewer.remove(i);
      if (optional.stream().noneMatch(removed::startsWith)) {
        assertRefused(fewer);
      }
    }
  }

  @Test
  void noTwoDifferentLinesMayChangePlaces() {
    for (int i = 0; i + 1 < lines().size(); i++) {
      List<String> swapped = lines();
      String first = swapped.get(i);
      String second = swapped.get(i + 1);
      if (!first.split(" ", 2)[0].equals(second.split(" ", 2)[0])) {
        swapped.set(i, second);
        swapped.set(i + 1, first);
        assertRefused(swapped);
      }
    }
  }

  @Test
  void aTextHasOneFormAndNoControlCharacters() {
    for (String form :
        List.of(
            "\"a\\u0062\"", "\"a\tb\"", "\"a\\nb\"", "\"a/\\/b\"", "'a'", "\"a", "\"\\u202E\"")) {
      List<String> changed = lines();
      changed.replaceAll(line -> line.startsWith("reason ") ? "reason " + form : line);
      assertRefused(changed);
    }
  }

  @Test
  void aStatusThatContradictsTheKeysIsRefused() {
    List<String> isFinal = lines();
    isFinal.replaceAll(
        line -> line.startsWith("status ") ? "status final 2026-11-03T10:00:00Z" : line);
    assertRefused(isFinal);
    List<String> destroyed = lines();
    destroyed.replaceAll(
        line ->
            line.startsWith("wrapped-by ")
                ? line.replace("exists", "destroyed 2026-11-03T10:00:00Z")
                : line);
    assertRefused(destroyed);
  }

  /** A changed character is refused, or it is within a value that may be anything of its form. */
  @Test
  void aLineWithAnotherNameOrWithARestIsRefusedWhereverItIs() {
    Random random = new Random(Long.getLong("seed", 1L));
    for (int run = 0; run < 500; run++) {
      List<String> changed = lines();
      int at = random.nextInt(changed.size() - 1);
      changed.set(at, random.nextBoolean() ? changed.get(at) + " x" : "x" + changed.get(at));
      assertRefused(changed);
    }
  }

  @Test
  void quotedTextComesBackAndHidesNothing() {
    Random random = new Random(Long.getLong("seed", 1L));
    for (int run = 0; run < 2_000; run++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(8); i > 0; i--) {
        text.appendCodePoint(
            random.nextBoolean()
                ? random.nextInt(0x300)
                : random.nextInt(Character.MAX_CODE_POINT));
      }
      String quoted = QuotedText.of(text.toString());
      assertThat(quoted)
          .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]")
          .startsWith("\"")
          .endsWith("\"");
      assertThat(QuotedText.read(quoted)).isEqualTo(text.toString());
    }
  }
}
