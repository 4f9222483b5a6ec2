package io.contextgraph.notary;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.tree.Frontier;
import io.contextgraph.tree.GrowingTree;
import io.contextgraph.tree.Tile;
import org.junit.jupiter.api.Test;

class TreeExtensionTest {
  private final MemoryLedger ledger = MemoryLedger.of(1_000, 1);
  private final TreeExtension extension =
      new TreeExtension(ledger::hashes, (level, index) -> ledger.tile(level, index), 77);

  @Test
  void theTreeOfTheRowsIsAccepted() {
    Frontier head = ledger.tree().frontier();
    for (int signed : new int[] {0, 1, 255, 256, 999, 1_000}) {
      GrowingTree tree = MemoryLedger.of(signed, 1).tree();
      assertThatCode(() -> extension.require(tree, head))
          .as("%d", signed)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void aHeadThatIsNotThatOfTheRowsIsRefused() {
    Frontier other = MemoryLedger.of(1_000, 2).tree().frontier();
    assertThatThrownBy(() -> extension.require(GrowingTree.EMPTY, other))
        .isInstanceOf(TreeMismatchException.class)
        .hasMessageContaining(
            "the tree in ledger.head is not that of the rows up to position 1000");
  }

  @Test
  void aTileThatIsNotThatOfTheRowsIsRefused() {
    Tile other = MemoryLedger.of(1_000, 2).tile(0, 1);
    ledger.replace(other);
    assertThatThrownBy(() -> extension.require(GrowingTree.EMPTY, ledger.tree().frontier()))
        .isInstanceOf(TreeMismatchException.class)
        .hasMessageContaining("tile 1 of level 0 is not that of the rows");
  }
}
