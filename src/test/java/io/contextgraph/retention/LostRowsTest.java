package io.contextgraph.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.PositionRanges.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The first position that is only in the ledger or only in a file, against sets. */
class LostRowsTest {
  private static final long SEED = Long.getLong("seed", 2026L);

  private static List<Range> ranges(TreeSet<Long> positions) {
    List<Range> ranges = new ArrayList<>();
    for (long position : positions) {
      Range last = ranges.isEmpty() ? new Range(0, 0) : ranges.get(ranges.size() - 1);
      if (!ranges.isEmpty() && last.last() + 1 == position) {
        ranges.set(ranges.size() - 1, new Range(last.first(), position));
      } else {
        ranges.add(new Range(position, position));
      }
    }
    return ranges;
  }

  @Test
  void theFirstDifferenceIsNamed() {
    Random random = new Random(SEED);
    for (int round = 0; round < 2_000; round++) {
      TreeSet<Long> recorded = new TreeSet<>();
      for (long position = 1; position <= 12; position++) {
        if (random.nextInt(3) > 0) {
          recorded.add(position);
        }
      }
      TreeSet<Long> written = new TreeSet<>(recorded);
      TreeSet<Long> changed = new TreeSet<>();
      for (int change = 0; change <= random.nextInt(3); change++) {
        long position = 1 + random.nextInt(12);
        if (changed.add(position) && !written.remove(position)) {
          written.add(position);
        }
      }
      long first = changed.first();
      assertThat(LostRows.difference(ranges(recorded), ranges(written)))
          .as("recorded %s, written %s, seed %d", recorded, written, SEED)
          .isEqualTo(
              "position %d of the month has %s",
              first, recorded.contains(first) ? "no row" : "a row and no identity");
    }
  }

  @Test
  void aDifferenceAfterTheRangesThatAreKnownIsNamedByThem() {
    List<Range> same = List.of(new Range(1, 3), new Range(5, 9));
    assertThat(LostRows.difference(same, same))
        .isEqualTo("a position of the month after 9 has no row");
  }
}
