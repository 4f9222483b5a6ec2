package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadSizeTest {
  private static final int MAX_READ_BYTES = 1_000;

  @Test
  void itDoublesUpToTheMaximumWhileEntriesAreSmall() {
    ReadSize size = new ReadSize(1 << 20);
    int[] expected = {32, 64, 128, 256, 512, 512};
    for (int entries : expected) {
      assertThat(size.perStream(1)).isEqualTo(entries);
      size.adapt(10, false);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "largest of the last reply fits 20 times, 50, false, 20",
    "not even once,                        5000, false, 1",
    "the reply was cut,                     100, true,  10",
    "twice as many would not fit,            25, false, 40",
    "twice as many fit,                      10, false, 64",
    "the reply was empty,                     0, false, 32",
  })
  void itFollowsTheLargestEntry(String why, long largest, boolean cut, int expected) {
    ReadSize size = new ReadSize(MAX_READ_BYTES);
    size.adapt(largest, cut);
    assertThat(size.perStream(1)).as(why).isEqualTo(expected);
  }

  @Test
  void itIsDividedAmongTheStreamsAndLeavesEachAtLeastOne() {
    ReadSize size = new ReadSize(MAX_READ_BYTES);
    assertThat(size.perStream(5)).isEqualTo(6);
    assertThat(size.perStream(100)).isEqualTo(1);
  }
}
