package io.contextgraph.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
            "the job last sealed a value that came in plain at 2026-11-02T08:00:00.123456Z",
            "entries with a value in plain that became dead letters: 1, the last at",
            "BGREWRITEAOF");
    String none =
        text(
            Receipts.erasure(Optional.of(Receipts.key(Receipts.CURRENT))),
            Receipts.remains(),
            Receipts.noCopies());
    assertThat(none).contains("\ncopy redis none ");
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
