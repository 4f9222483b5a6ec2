package io.contextgraph.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyWalkTest {
  private static final long LARGE = 2 * KeyWalk.SEARCHABLE;

  @Test
  void nothingIsSearchedIfTheWalkReadAsManyNodesAsThereAre() {
    assertThat(new KeyWalk(100, 100).mustSearchRest(100)).isFalse();
    assertThat(new KeyWalk(100, 110).mustSearchRest(110)).isFalse();
    assertThat(new KeyWalk(LARGE, LARGE).mustSearchRest(LARGE)).isFalse();
  }

  @Test
  void aRepairThatDropsWhatItReadsLeavesNothingToSearch() {
    assertThat(new KeyWalk(100, 100).mustSearchRest(40)).isFalse();
  }

  @Test
  void theRestIsSearchedIfTheWalkReadFewerNodesThanThereWere() {
    assertThat(new KeyWalk(100, 99).mustSearchRest(100)).isTrue();
    assertThat(new KeyWalk(LARGE, LARGE - 1).mustSearchRest(LARGE)).isTrue();
  }

  @Test
  void nodesAddedMeanwhileAreSearchedUnlessTheGraphIsLarge() {
    assertThat(new KeyWalk(100, 105).mustSearchRest(110)).isTrue();
    assertThat(new KeyWalk(LARGE, LARGE + 5).mustSearchRest(LARGE + 10)).isFalse();
  }

  @Test
  void whatIsLeftOutIsSaidExactlyIfItIsNotSearched() {
    assertThat(new KeyWalk(LARGE, LARGE + 5).leavesRest(LARGE + 10)).isTrue();
    assertThat(new KeyWalk(LARGE, LARGE + 10).leavesRest(LARGE + 10)).isFalse();
    assertThat(new KeyWalk(LARGE, LARGE - 1).leavesRest(LARGE)).as("it is searched").isFalse();
    assertThat(new KeyWalk(100, 105).leavesRest(110)).as("it is searched").isFalse();
  }
}
