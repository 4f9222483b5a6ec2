package io.contextgraph.notary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.tree.Frontier;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SignedHistoryTest {
  private static final String VERIFY =
      "run \"context-graph ledger verify --checkpoint FILE.last\" first";

  private final MemoryLedger ledger = MemoryLedger.of(1_000, 1);
  private final MemoryLedger other = MemoryLedger.of(1_000, 2);

  private static SignedHistory history(MemoryLedger ledger, Frontier head) {
    TreeExtension growth =
        new TreeExtension(ledger::hashes, (level, index) -> ledger.tile(level, index), 77);
    return new SignedHistory(size -> ledger.tree(size), growth, head);
  }

  private static Checkpoint signed(int size) {
    return Checkpoint.parse(MemoryLedger.of(size, 1).checkpoint().text());
  }

  private static TreeMismatchException refusal(MemoryLedger ledger, int signed) {
    SignedHistory history = history(ledger, ledger.tree().frontier());
    return catchThrowableOfType(TreeMismatchException.class, () -> history.require(signed(signed)));
  }

  private static void assertDamaged(TreeMismatchException refusal) {
    assertThat(refusal)
        .hasMessageContaining(VERIFY)
        .hasMessageContaining("fork only if it says history rewritten or tail cut");
    assertThat(refusal.isLost()).isFalse();
  }

  @Test
  void theTreeOfACheckpointIsFound() throws SQLException {
    SignedHistory history = history(ledger, ledger.tree().frontier());
    for (int size : new int[] {0, 1, 255, 256, 990, 1_000}) {
      assertThat(history.require(signed(size)).size()).isEqualTo(size);
    }
  }

  @Test
  void aSmallerTreeLostPositions() {
    TreeMismatchException refusal = refusal(ledger, 1_001);
    assertThat(refusal).hasMessageContaining("has 1001 positions, but the ledger's tree has 1000");
    assertThat(refusal.isLost()).isTrue();
  }

  @Test
  void anotherHistoryThatAgreesWithItselfLostPositions() {
    for (int size : new int[] {1, 256, 990, 1_000}) {
      TreeMismatchException refusal = refusal(other, size);
      assertThat(refusal)
          .hasMessageContaining("has another history than a signed checkpoint of " + size);
      assertThat(refusal.isLost()).as("%d", size).isTrue();
    }
  }

  @Test
  void aChangedRowAfterTheLastFullTileIsDamage() {
    ledger.replace(other.leaf(980));
    assertDamaged(refusal(ledger, 990));
    assertDamaged(refusal(ledger, 1_000));
  }

  @Test
  void aChangedRowInATileThatBecameFullSinceIsDamage() {
    ledger.replace(other.leaf(600));
    assertDamaged(refusal(ledger, 700));
  }

  @Test
  void aChangedTileIsDamage() {
    ledger.replace(other.tile(0, 1));
    assertDamaged(refusal(ledger, 700));
    assertDamaged(refusal(ledger, 1_000));
  }

  @Test
  void aChangedTileAndHeadThatContradictTheRowsAreDamage() {
    ledger.replace(other.leaf(980));
    SignedHistory history = history(ledger, other.tree().frontier());
    assertDamaged(
        catchThrowableOfType(TreeMismatchException.class, () -> history.require(signed(1_000))));
  }
}
