package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.graph.ProjectionReach;
import org.junit.jupiter.api.Test;

class ReachNoteTest {
  private static ReachNote note(long before, long ledger, long after) {
    return new ReachNote(
        new ProjectionReach(before, ledger), new ProjectionReach(after, ledger + 100));
  }

  @Test
  void aGraphThatHadEveryEventOfTheLedgerGetsNoNote() {
    assertThat(note(1_000, 1_000, 1_000).text()).isEmpty();
  }

  @Test
  void aGraphThatCatchesUpIsSaidToBeBehindOnly() {
    assertThat(note(900, 1_000, 1_000).text())
        .contains("The graph had reached position 900 of 1000; later events were not compared.");
  }

  @Test
  void aGraphThatDoesNotMoveIsSaidToStand() {
    assertThat(note(900, 1_000, 900).text().orElseThrow())
        .startsWith("The graph had reached position 900 of 1000;")
        .contains("It did not move in the meantime", "status", "log says why");
  }
}
