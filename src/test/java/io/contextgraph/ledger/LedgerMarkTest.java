package io.contextgraph.ledger;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LedgerMarkTest {
  private static final LedgerMark MARK = new LedgerMark("a", 5);

  @Test
  void aLedgerThatEndsAtOrAfterTheMarkContinuesIt() {
    assertThatCode(() -> MARK.requireContinuedBy(new LedgerMark("a", 5)))
        .doesNotThrowAnyException();
    assertThatCode(() -> MARK.requireContinuedBy(new LedgerMark("a", 6)))
        .doesNotThrowAnyException();
  }

  @Test
  void everyLedgerContinuesTheEmptyMark() {
    assertThatCode(() -> LedgerMark.NONE.requireContinuedBy(new LedgerMark("a", 0)))
        .doesNotThrowAnyException();
  }

  @Test
  void aLedgerThatEndsBeforeTheMarkIsRefused() {
    assertThatThrownBy(() -> MARK.requireContinuedBy(new LedgerMark("a", 4)))
        .isInstanceOf(LedgerMismatchException.class)
        .hasMessageContaining("ends at position 4, but position 5 was recorded");
  }

  @Test
  void anotherLedgerIsRefusedHoweverLongItIs() {
    assertThatThrownBy(() -> MARK.requireContinuedBy(new LedgerMark("b", 9)))
        .isInstanceOf(LedgerMismatchException.class)
        .hasMessageContaining("belongs to ledger a, but Postgres has ledger b");
  }
}
