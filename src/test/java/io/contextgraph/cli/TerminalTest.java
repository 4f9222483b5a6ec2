package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {
  private static final Map<String, String> XTERM = Map.of("TERM", "xterm-256color");

  @Test
  void aFileOrAPipeIsNoTerminalAndHasNoColour() {
    assertThat(Terminal.of(null, XTERM)).isEqualTo(Terminal.NONE);
    assertThat(Terminal.NONE.isPresent()).isFalse();
  }

  @Test
  void aTerminalHasColourUnlessItIsNotWanted() {
    assertThat(Terminal.of("120", XTERM)).isEqualTo(new Terminal(120, true));
    assertThat(Terminal.of("120", Map.of("TERM", "xterm", "NO_COLOR", "")).colour()).isTrue();
    assertThat(Terminal.of("120", Map.of("TERM", "xterm", "NO_COLOR", "1")).colour()).isFalse();
    assertThat(Terminal.of("120", Map.of("TERM", "dumb")).colour()).isFalse();
    assertThat(Terminal.of("120", Map.of()).colour()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "x", "-1", "99999999999"})
  void aTerminalThatDoesNotTellItsWidthHas80Columns(String columns) {
    assertThat(Terminal.of(columns, XTERM).columns()).isEqualTo(80);
  }
}
