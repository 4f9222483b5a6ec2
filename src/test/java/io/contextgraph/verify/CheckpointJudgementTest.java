package io.contextgraph.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.tree.Frontier;
import io.contextgraph.tree.Sha256;
import io.contextgraph.tree.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What stored checkpoints say cannot outweigh one from outside; on a model of a ledger. */
class CheckpointJudgementTest {
  private static final int SIZE = 1_300;

  private final Random random = new Random(Long.getLong("seed", 14L));
  private final ModelLedger ledger = new ModelLedger(SIZE, random);

  private Finding onlyFinding(List<Anchor> anchors) {
    List<Finding> found = ledger.verify(anchors).list();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private Anchor forged(long size) {
    return new Anchor("stored", "log", size, ledger.hash(), false);
  }

  @Test
  void forgedStoredCheckpointsDoNotHideARewrittenHistory() {
    List<Anchor> anchors = new ArrayList<>(List.of(ledger.anchor(true)));
    ledger.changeRow(500);
    ledger.rebuild();
    anchors.add(ledger.anchor(false));
    for (int size = 1; size < SIZE; size++) {
      anchors.add(forged(size));
    }
    Finding found = onlyFinding(anchors);
    assertThat(found.kind()).isEqualTo(FindingKind.HISTORY_REWRITTEN);
    assertThat(found.first()).isEqualTo(1);
    assertThat(found.last()).isEqualTo(SIZE);
  }

  @Test
  void aStoredCheckpointOverAChangedRowDoesNotBlameTheTile() {
    Map<String, Tile> tiles = Map.copyOf(ledger.tiles);
    Frontier frontier = ledger.frontier;
    Anchor outside = ledger.anchor(true);
    ledger.changeRow(100);
    ledger.rebuild();
    Anchor forged = ledger.anchor(false);
    ledger.tiles.clear();
    ledger.tiles.putAll(tiles);
    ledger.frontier = frontier;
    Finding found = onlyFinding(List.of(forged, outside));
    assertThat(found.kind()).isEqualTo(FindingKind.ROW_CHANGED);
    assertThat(found.first()).isEqualTo(100);
  }

  @Test
  void aStoredCheckpointBeyondTheLedgerIsACutTailOnlyIfThereIsNoBetterEvidence() {
    Anchor huge = forged(1_000_000);
    assertThat(onlyFinding(List.of(huge)).kind()).isEqualTo(FindingKind.TAIL_CUT);
    assertThat(onlyFinding(List.of(huge, ledger.anchor(true))).kind())
        .isEqualTo(FindingKind.CHECKPOINT);
  }

  @Test
  void aStoredCheckpointThatDoesNotFitIsNamedIfAnotherOneIsTrusted() {
    Anchor outside = new Anchor("outside", "log", 0, Frontier.EMPTY.root(new Sha256()), true);
    assertThat(onlyFinding(List.of(outside, forged(SIZE - 3))).kind())
        .isEqualTo(FindingKind.CHECKPOINT);
    assertThat(onlyFinding(List.of(forged(SIZE - 3))).kind())
        .isEqualTo(FindingKind.HISTORY_REWRITTEN);
  }

  @Test
  void aCheckpointOfBeforeAForkSaysSo() {
    String origin = "context-graph/" + ModelLedger.FORKED;
    for (long size : new long[] {SIZE, SIZE + 10}) {
      Anchor before = new Anchor("outside", origin, size, ledger.hash(), true);
      assertThat(onlyFinding(List.of(before)).detail())
          .endsWith("; the ledger was forked at position 7; see audit.fork");
    }
  }
}
