package io.contextgraph.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.privacy.DespiteHold;
import io.contextgraph.privacy.Opening;
import io.contextgraph.privacy.Openings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The bytes of receipts, which others keep and verify for years. */
class ReceiptTextTest {
  private static final Path GOLDEN = Path.of("src/test/resources/erasure-receipt");

  private static String golden(String file) throws IOException {
    return Files.readString(GOLDEN.resolve(file));
  }

  private static String text(ErasureFacts erasure, SubjectRemains remains, CopyFacts copies) {
    return ReceiptText.of(Receipts.of(erasure, remains, copies));
  }

  @Test
  void aReceiptOfEverythingHasTheseBytes() throws IOException {
    assertThat(
            text(
                Receipts.erasure(
                    Optional.of(Receipts.key(Receipts.OLD, Receipts.CURRENT)),
                    new DespiteHold("session", "s 1", 17, "litigation")),
                Receipts.remains(3, 4, 5, 7, 40),
                Receipts.copies()))
        .isEqualTo(golden("everything.txt"));
  }

  @Test
  void aReceiptOfASubjectThatNeverHadAKeyHasTheseBytes() throws IOException {
    assertThat(text(Receipts.erasure(Optional.empty()), Receipts.remains(), Receipts.noCopies()))
        .isEqualTo(golden("without-key.txt"));
  }

  @Test
  void itIsFinalOnceEveryKeyThatWrappedTheKeysetIsDestroyedAndNotBefore() {
    assertThat(
            text(
                Receipts.erasure(Optional.of(Receipts.key(Receipts.OLD, Receipts.CURRENT))),
                Receipts.remains(3),
                Receipts.noCopies()))
        .contains("\nstatus not final \"context-graph privacy rotate --destroy-old\"\n")
        .contains("\ncopy key-store-backups unknown ");
    String gone =
        text(
            Receipts.erasure(Optional.of(Receipts.key(Receipts.OLD, Receipts.GONE))),
            Receipts.remains(3),
            Receipts.copies());
    assertThat(gone)
        .contains("\nstatus final 2026-11-03T10:01:00Z\n")
        .contains("\ncopy key-store-backups ended 2026-11-03T10:01:00Z ")
        .doesNotContain("not final");
  }

  /** A key store that was restored from a backup may have lost the keyset that sealed them. */
  @Test
  void sealedValuesOfAnUnknownKeysetAreNeverFinal() {
    String text =
        text(Receipts.erasure(Optional.empty()), Receipts.remains(3, 4), Receipts.copies());
    assertThat(text)
        .contains("\nkey none\n", "\nsealed-events 2\n", "\nstatus not final \"delete every copy ")
        .contains("\ncopy key-store-files unknown ", "\ncopy key-store-backups unknown ")
        .contains("\ncopy key-file-copies unknown ", "\ncopy memory unknown ");
    ReceiptForm.require(text);
    String claimed =
        text.replaceFirst("status not final [^\n]+", "status final 2026-11-03T10:00:00Z");
    assertThatThrownBy(() -> ReceiptForm.require(claimed)).hasMessageContaining("its status");
  }

  @Test
  void aSealedDeadLetterOfAnUnknownKeysetIsNeverFinal() {
    String text = text(Receipts.erasure(Optional.empty()), Receipts.remains(), Receipts.copies());
    assertThat(text)
        .contains("\nsealed-events 0\n", "\nsealed-letters 1\n", "\nstatus not final \"delete ");
    ReceiptForm.require(text);
    String claimed =
        text.replaceFirst("status not final [^\n]+", "status final 2026-11-03T10:00:00Z");
    assertThatThrownBy(() -> ReceiptForm.require(claimed)).hasMessageContaining("its status");
  }

  @Test
  void backupsEndAfterTheRetentionThatTheOperatorStates() {
    assertThat(
            text(
                Receipts.erasure(Optional.of(Receipts.key(Receipts.CURRENT))),
                Receipts.remains(3),
                Receipts.copies()))
        .contains("\ncopy key-store-backups by 2026-12-02T09:00:00.123456Z ")
        .contains("\ncopy key-store-files unknown ");
  }

  @Test
  void aPlainValueThatReachedRedisIsNamedWithTheCommandThatEndsIt() {
    String copies =
        text(
            Receipts.erasure(Optional.of(Receipts.key(Receipts.CURRENT))),
            Receipts.remains(),
            Receipts.copies());
    assertThat(copies.lines().filter(line -> line.startsWith("copy redis ")))
        .singleElement()
        .asString()
        .contains(
            "unknown",
            "values came in plain to the job, the last at most 30 s after 2026-11-02T08:00:00.123456Z",
            "or too large to be kept, that became dead letters: 1, the last at",
            "BGREWRITEAOF");
    String none =
        text(
            Receipts.erasure(Optional.of(Receipts.key(Receipts.CURRENT))),
            Receipts.remains(),
            Receipts.noCopies());
    // The job may have been stopped, so what it did not read is never said to be free of them.
    assertThat(none)
        .contains("\ncopy redis unknown \"plain values: none that the job has read ")
        .doesNotContain("BGREWRITEAOF");
  }

  /** Of an entry that was too large, the field subject_id may not have been kept. */
  @Test
  void anEntryOfAnUnknownSubjectMayHaveHadAPlainValueOfThisOne() {
    CopyFacts none = Receipts.noCopies();
    CopyFacts facts =
        new CopyFacts(
            none.leasesEndedAt(),
            none.plainSealedAt(),
            none.backupRetention(),
            new LetterRemains(0, 0, 0, Optional.empty(), 2),
            none.openings(),
            none.readings(),
            none.archives());
    assertThat(text(Receipts.erasure(Optional.empty()), Receipts.remains(), facts))
        .containsPattern("\ncopy redis unknown .*too large to be kept: 2\" \".*BGREWRITEAOF\"\n");
  }

  /** The log of readers is in the key store, and goes back with it. */
  @Test
  void exportsAreUnknownIfTheLedgerKnowsOneOrTheKeyStoreWasRestored() {
    CopyFacts none = Receipts.noCopies();
    for (LedgerReadings readings :
        new LedgerReadings[] {new LedgerReadings(2, 0), new LedgerReadings(0, 1)}) {
      CopyFacts facts =
          new CopyFacts(
              none.leasesEndedAt(),
              none.plainSealedAt(),
              none.backupRetention(),
              none.letters(),
              none.openings(),
              readings,
              none.archives());
      assertThat(text(Receipts.erasure(Optional.empty()), Receipts.remains(), facts))
          .contains("\nopenings 0\n")
          .containsPattern(
              "\ncopy exports unknown .* the " + readings.exports() + " events privacy.exported")
          .matches(
              text -> text.contains("the key store was restored") == (readings.exports() == 0));
    }
  }

  /** Whoever redeemed a ticket may have rolled the mark back. */
  @Test
  void aTicketThatIsNotMarkedAsRedeemedIsAnOpeningThatMayHaveBeen() throws Exception {
    CopyFacts none = Receipts.noCopies();
    Opening unmarked = new Opening(Receipts.ERASED, false, "bob", "why");
    CopyFacts facts =
        new CopyFacts(
            none.leasesEndedAt(),
            none.plainSealedAt(),
            none.backupRetention(),
            none.letters(),
            new Openings(1, List.of(unmarked)),
            LedgerReadings.NONE,
            List.of());
    String text = text(Receipts.erasure(Optional.empty()), Receipts.remains(), facts);
    assertThat(text)
        .contains("\ncopy exports unknown ")
        .endsWith("\nopenings 1\nopened " + Receipts.ERASED + " \"bob\" \"why\" unmarked\n");
    ReceiptForm.require(text);
  }

  private static CopyFacts withArchives(CopyFacts facts) {
    return new CopyFacts(
        facts.leasesEndedAt(),
        facts.plainSealedAt(),
        facts.backupRetention(),
        facts.letters(),
        facts.openings(),
        facts.readings(),
        Collections.nCopies(22, "event_2026_05-0123456789abcdef.jsonl.gz"));
  }

  /** Nothing but their files can tell what the archived months have about a person. */
  @Test
  void archivedMonthsAreNamedAndWithoutAKeyNothingIsFinalWithThem() {
    String known =
        text(
            Receipts.erasure(Optional.of(Receipts.key(Receipts.GONE))),
            Receipts.remains(3),
            withArchives(Receipts.copies()));
    assertThat(known)
        .containsPattern("\ncopy archives unknown .*-0123456789abcdef.jsonl.gz and 2 more\" ")
        .contains("\nstatus final ");
    String unknown =
        text(
            Receipts.erasure(Optional.empty()),
            Receipts.remains(),
            withArchives(Receipts.noCopies()));
    assertThat(unknown).contains("\nstatus not final \"context-graph retention restore ");
    ReceiptForm.require(known);
    ReceiptForm.require(unknown);
    String claimed =
        unknown.replaceFirst("status not final [^\n]+", "status final 2026-11-03T10:00:00Z");
    assertThatThrownBy(() -> ReceiptForm.require(claimed)).hasMessageContaining("its status");
  }

  /** It does not claim what a key's destruction cannot give. */
  @Test
  void noReceiptSaysAnonymised() {
    for (ErasedKey key :
        new ErasedKey[] {Receipts.key(Receipts.GONE), Receipts.key(Receipts.CURRENT)}) {
      assertThat(text(Receipts.erasure(Optional.of(key)), Receipts.remains(3), Receipts.copies()))
          .doesNotContainIgnoringCase("anonymi");
    }
  }
}
