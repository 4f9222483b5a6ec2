package io.contextgraph.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.PositionRanges.Range;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SegmentsTest {
  private static final long SEED = Long.getLong("seed", 2026L);

  @Test
  void windowsCoverARangeOnceInOrderAndNoneIsLonger() {
    Random random = new Random(SEED);
    for (int round = 0; round < 1_000; round++) {
      long first = 1 + random.nextInt(50);
      Range whole = new Range(first, first + random.nextInt(60));
      long size = 1 + random.nextInt(20);
      List<Range> windows = Segments.windows(whole, size);
      assertThat(windows.stream().flatMap(it -> positions(it).boxed()))
          .as("%s in windows of %d, seed %d", whole, size, SEED)
          .containsExactlyElementsOf(positions(whole).boxed().toList());
      assertThat(windows).allMatch(it -> positions(it).count() <= size);
    }
  }

  private static LongStream positions(Range range) {
    return LongStream.rangeClosed(range.first(), range.last());
  }
}
