package io.contextgraph.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.tree.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Ranges of positions against a naive model. */
class PositionRangesTest {
  private static List<String> naive(TreeSet<Long> positions) {
    List<String> ranges = new ArrayList<>();
    for (long first : positions) {
      if (!positions.contains(first - 1)) {
        long last = first;
        while (positions.contains(last + 1)) {
          last++;
        }
        ranges.add(first == last ? "" + first : first + "-" + last);
      }
    }
    return ranges;
  }

  private static PositionRanges.Collected collect(Iterable<Long> positions) {
    PositionRanges ranges = new PositionRanges();
    positions.forEach(ranges::add);
    return ranges.collected();
  }

  @Test
  void theRangesAreThoseOfTheNaiveModelForRandomPositions() {
    Random random = new Random(Long.getLong("seed", 1L));
    for (int run = 0; run < 1_000; run++) {
      TreeSet<Long> positions = new TreeSet<>();
      for (int i = random.nextInt(40); i > 0; i--) {
        positions.add(1L + random.nextInt(60));
      }
      PositionRanges.Collected collected = collect(positions);
      List<String> expected = naive(positions);
      assertThat(collected.kept().stream().map(Object::toString)).isEqualTo(expected);
      assertThat(collected.ranges()).isEqualTo(expected.size());
      assertThat(collected.positions()).isEqualTo(positions.size());
      StringBuilder text = new StringBuilder();
      expected.forEach(range -> text.append(range).append('\n'));
      byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
      assertThat(collected.digest())
          .isEqualTo(HexFormat.of().formatHex(new Sha256().of(bytes).toBytes()));
    }
  }

  @Test
  void ofMoreRangesThanANoteHasRoomForTheFirstAreKeptAndAllAreCounted() {
    List<Long> positions = new ArrayList<>();
    for (long i = 0; i < PositionRanges.KEPT + 5; i++) {
      positions.add(2 * i + 1);
    }
    PositionRanges.Collected all = collect(positions);
    assertThat(all.kept()).hasSize(PositionRanges.KEPT);
    assertThat(all.ranges()).isEqualTo(PositionRanges.KEPT + 5);
    assertThat(all.digest())
        .isNotEqualTo(collect(positions.subList(0, PositionRanges.KEPT)).digest());
  }

  @Test
  void positionsThatDoNotAscendAreRefused() {
    PositionRanges ranges = new PositionRanges();
    ranges.add(3);
    assertThatThrownBy(() -> ranges.add(3)).isInstanceOf(IllegalArgumentException.class);
  }
}
