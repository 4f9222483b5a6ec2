package io.contextgraph.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.EventId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LedgerMarkTest {
  private static final EventId EVENT = new EventId(1, 2);
  private static final EventId OTHER = new EventId(1, 3);
  private static final LedgerMark MARK = new LedgerMark("a", 5, EVENT);

  @Test
  void aLedgerThatHasTheSameEventAtTheMarkContinuesItHoweverLongItIs() {
    assertThatCode(() -> MARK.requireContinuedBy(new LedgerHead("a", 5), EVENT))
        .doesNotThrowAnyException();
    assertThatCode(() -> MARK.requireContinuedBy(new LedgerHead("a", 6), EVENT))
        .doesNotThrowAnyException();
  }

  @Test
  void everyLedgerContinuesTheEmptyMark() {
    assertThatCode(() -> LedgerMark.NONE.requireContinuedBy(new LedgerHead("a", 0), null))
        .doesNotThrowAnyException();
  }

  @Test
  void aMarkWithoutItsEventIsComparedByPositionOnly() {
    LedgerMark old = new LedgerMark("a", 5, null);
    assertThatCode(() -> old.requireContinuedBy(new LedgerHead("a", 5), OTHER))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> old.requireContinuedBy(new LedgerHead("a", 4), null))
        .isInstanceOf(LedgerMismatchException.class);
  }

  @Test
  void aLedgerThatEndsBeforeTheMarkIsRefused() {
    assertThatThrownBy(() -> MARK.requireContinuedBy(new LedgerHead("a", 4), null))
        .isInstanceOf(LedgerMismatchException.class)
        .hasMessageContaining("ends at position 4, but position 5 was recorded");
  }

  @Test
  void aLedgerThatHasGrownPastTheMarkWithOtherEventsIsRefused() {
    assertThatThrownBy(() -> MARK.requireContinuedBy(new LedgerHead("a", 9), OTHER))
        .isInstanceOf(LedgerMismatchException.class)
        .hasMessageContaining("has event " + OTHER + " at position 5, but event " + EVENT);
    assertThatThrownBy(() -> MARK.requireContinuedBy(new LedgerHead("a", 9), null))
        .isInstanceOf(LedgerMismatchException.class);
  }

  @Test
  void anotherLedgerIsRefusedHoweverLongItIs() {
    assertThatThrownBy(() -> MARK.requireContinuedBy(new LedgerHead("b", 9), EVENT))
        .isInstanceOf(LedgerMismatchException.class)
        .hasMessageContaining("belongs to ledger a, but Postgres has ledger b");
  }

  @Test
  void aRefusalNamesAHeadingOfTheOperationsGuide() throws IOException {
    String guide = Files.readString(Path.of("docs/operations.md"));
    assertThatThrownBy(() -> MARK.requireContinuedBy(new LedgerHead("a", 9), OTHER))
        .satisfies(
            refusal -> {
              String heading = refusal.getMessage().replaceAll(".*see \"(.*)\" in .*", "$1");
              assertThat(guide).contains("\n## " + heading + "\n");
            });
  }
}
