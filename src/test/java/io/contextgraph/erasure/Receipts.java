package io.contextgraph.erasure;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.EventId;
import io.contextgraph.event.PositionRanges;
import io.contextgraph.privacy.DespiteHold;
import io.contextgraph.privacy.DespiteHolds;
import io.contextgraph.privacy.Opening;
import io.contextgraph.privacy.Openings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Receipts for tests. */
final class Receipts {
  static final Instant ERASED = Instant.parse("2026-11-02T09:00:00.123456Z");
  static final Instant DESTROYED = Instant.parse("2026-11-03T10:00:00Z");
  static final WrappingKey OLD = new WrappingKey("kek-00000001", Optional.of(DESTROYED));
  static final WrappingKey CURRENT = new WrappingKey("kek-00000002", Optional.empty());
  static final WrappingKey GONE =
      new WrappingKey("kek-00000002", Optional.of(DESTROYED.plusSeconds(60)));

  private Receipts() {}

  static ErasedKey key(WrappingKey... wrappedBy) {
    return new ErasedKey(1, "kek-00000002", List.of(wrappedBy));
  }

  static ErasureFacts erasure(Optional<ErasedKey> key, DespiteHold... despite) {
    return new ErasureFacts(
        "person \"17\"\n",
        key,
        ERASED,
        new ControlEvent.Actor("privacy_officer", "anna", Optional.of("desk")),
        "request of 1 November",
        EventId.parse("01a19b7c-a680-71c3-ace8-a48712937ea3"),
        41,
        DespiteHolds.of(List.of(despite)));
  }

  static SubjectRemains remains(long... sealed) {
    PositionRanges ranges = new PositionRanges();
    for (long position : sealed) {
      ranges.add(position);
    }
    return new SubjectRemains(50, ranges.collected(), new PlainRemains(9, 3, 1, 4, 2, 1));
  }

  static Receipt of(ErasureFacts erasure, SubjectRemains remains, CopyFacts copies) {
    return new Receipt(
        "9f2c6f3e-1111-4222-8333-444455556666", ERASED.plusSeconds(31), erasure, remains, copies);
  }

  /** With nothing but the keyset. */
  static CopyFacts noCopies() {
    return new CopyFacts(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new LetterRemains(0, 0, 0, Optional.empty(), 0),
        new Openings(0, List.of()),
        LedgerReadings.NONE,
        List.of());
  }

  static CopyFacts copies() {
    return new CopyFacts(
        Optional.of(ERASED.plusSeconds(30)),
        Optional.of(ERASED.minusSeconds(3_600)),
        Optional.of(Duration.ofDays(30)),
        new LetterRemains(2, 1, 1, Optional.of(ERASED.minusSeconds(7_200)), 0),
        new Openings(
            1,
            List.of(
                new Opening(
                    ERASED.minusSeconds(60), true, "anna as privacy_opener on desk", "export"))),
        LedgerReadings.NONE,
        List.of());
  }
}
