package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineNumbersTest {
  private static LineNumbers of(long... numbers) {
    LineNumbers lines = new LineNumbers();
    for (long number : numbers) {
      lines.add(number);
    }
    return lines;
  }

  @Test
  void neighboursAreShownAsRanges() {
    assertThat(of().text()).isEqualTo("no line");
    assertThat(of(4).text()).isEqualTo("line 4");
    assertThat(of(1, 2, 3, 7, 9, 10).text()).isEqualTo("lines 1-3, 7, 9-10");
  }

  @Test
  void afterAHundredRangesTheRestIsCounted() {
    LineNumbers lines = new LineNumbers();
    for (long number = 1; number <= 220; number += 2) {
      lines.add(number);
    }
    lines.add(220);
    assertThat(lines.count()).isEqualTo(111);
    assertThat(lines.text()).startsWith("lines 1, 3, 5").endsWith(", 197, 199 and 11 more");
  }
}
