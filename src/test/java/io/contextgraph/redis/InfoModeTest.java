package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InfoModeTest {
  private final InfoMode mode = new InfoMode();

  @Test
  void aLossWithinABatchOnlyMakesEachOfItsStreamsAskedAlone() {
    mode.connectionLost(List.of("a", "b"));
    mode.connectionLost(List.of("a", "b"));
    assertThat(mode.isAlone("a")).isTrue();
    assertThat(mode.isByScript("a")).isFalse();
    assertThat(mode.isAlone("c")).isFalse();
    mode.answered("b");
    assertThat(mode.isAlone("b")).isFalse();
  }

  @Test
  void onlyTheStreamThatCostsTheConnectionAloneIsAskedByScript() {
    mode.connectionLost(List.of("a", "b"));
    mode.connectionLost(List.of("a"));
    assertThat(mode.isByScript("a")).isTrue();
    assertThat(mode.isByScript("b")).isFalse();
  }

  @Test
  void oneLossIsNoProofBecauseTheServerMayHaveBeenRestarted() {
    mode.connectionLost(List.of("a"));
    assertThat(mode.isByScript("a")).isFalse();
    mode.answered("a");
    mode.connectionLost(List.of("a"));
    assertThat(mode.isByScript("a")).isFalse();
  }

  @Test
  void aRefusedScriptConcernsOneStreamWhichIsAskedWithoutItNext() {
    mode.connectionLost(List.of("a", "b"));
    mode.connectionLost(List.of("a"));
    mode.connectionLost(List.of("b"));
    mode.scriptRefused("a");
    assertThat(mode.isByScript("a")).isFalse();
    assertThat(mode.isAlone("a")).isTrue();
    assertThat(mode.isByScript("b")).isTrue();
  }
}
