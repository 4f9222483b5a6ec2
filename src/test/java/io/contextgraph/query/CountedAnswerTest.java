package io.contextgraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Cuts counts by rows and by events, as the statements return them: one more of each than shown.
 */
class CountedAnswerTest {
  private static final long SEED = Long.getLong("seed", 13L);

  @Test
  void aBoundIsNamedExactlyIfThereIsMoreThanItAllows() {
    Random random = new Random(SEED);
    for (int round = 0; round < 5_000; round++) {
      int limit = 1 + random.nextInt(4);
      int events = 1 + random.nextInt(6);
      List<AnswerRow> groups = groups(random, events + 1);
      long first = groups.stream().mapToLong(row -> row.number("first")).sum();
      long second = groups.stream().mapToLong(row -> row.number("second")).sum();
      long total = Math.max(first, second);
      List<String> cuts = new ArrayList<>();
      if (groups.size() > limit) {
        cuts.add(Bounds.LIMIT);
      }
      if (total > events) {
        cuts.add(Bounds.EVENTS);
      }
      Answer answer =
          new CountedAnswer(Bounds.DEFAULT.withLimit(limit).withEvents(events))
              .of(
                  groups.stream().limit(limit + 1).toList(),
                  List.of("first", "second"),
                  () -> total);
      assertThat(answer.cuts()).as("round %d", round).extracting(Cut::bound).isEqualTo(cuts);
      assertThat(answer.rows()).isEqualTo(groups.stream().limit(limit).toList());
    }
  }

  /** Groups of at most {@code most} events in each of two columns. */
  private static List<AnswerRow> groups(Random random, int most) {
    List<AnswerRow> groups = new ArrayList<>();
    int left = random.nextInt(most + 1);
    int right = random.nextInt(most + 1);
    while (left + right > 0) {
      int first = Math.min(left, random.nextInt(3));
      int second = Math.min(right, random.nextInt(3));
      if (first + second > 0) {
        groups.add(new AnswerRow(Map.of("first", first, "second", second)));
      }
      left -= first;
      right -= second;
    }
    return groups;
  }
}
