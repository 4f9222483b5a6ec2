package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.query.AnswerRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventTreeTest {
  private static final long SEED = Long.getLong("seed", 3L);

  private static AnswerRow row(String id, @Nullable String causedBy) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("event_id", id);
    values.put("event_type", "t" + id);
    values.put("caused_by", causedBy);
    return new AnswerRow(values);
  }

  /** Drawn rows with ordinary blanks. */
  private static List<String> drawn(EventTree tree) {
    return tree.drawn().stream()
        .map(row -> (row.text(EventTree.COLUMN) + "").replace('\u00a0', ' '))
        .toList();
  }

  @Test
  void effectsAreDrawnBelowTheirCauses() {
    EventTree tree =
        EventTree.ofEffects(
            List.of(
                row("1", null),
                row("2", "1"),
                row("3", "1"),
                row("4", "2"),
                row("5", "2"),
                row("6", "3"),
                row("7", "4")));
    assertThat(drawn(tree))
        .containsExactly("t1", "├ t2", "│ ├ t4", "│ │ └ t7", "│ └ t5", "└ t3", "  └ t6");
  }

  @Test
  void causesAreDrawnBelowWhatTheyCaused() {
    EventTree tree = EventTree.ofCauses(List.of(row("3", "2"), row("2", "1"), row("1", null)));
    assertThat(drawn(tree)).containsExactly("t3", "└ t2", "  └ t1");
  }

  @Test
  void aCircleOfCausesIsDrawnOnce() {
    List<AnswerRow> circle = List.of(row("7", "8"), row("8", "7"));
    assertThat(drawn(EventTree.ofCauses(circle))).containsExactly("t7", "└ t8");
    assertThat(drawn(EventTree.ofEffects(circle))).containsExactly("t7", "└ t8");
  }

  @Test
  void aParentThatWasNotRecordedSaysSo() {
    Map<String, @Nullable Object> missing = new LinkedHashMap<>();
    missing.put("event_id", "2");
    missing.put("event_type", null);
    EventTree tree = EventTree.ofCauses(List.of(row("1", "2"), new AnswerRow(missing)));
    assertThat(drawn(tree)).containsExactly("t1", "└ (not recorded)");
    assertThat(EventTree.ofCauses(List.of()).drawn()).isEmpty();
  }

  @Test
  void aDeepTreeIsNotWiderThanTwentyLevels() {
    List<AnswerRow> chain = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      chain.add(row("" + i, i == 0 ? null : "" + (i - 1)));
    }
    assertThat(drawn(EventTree.ofEffects(chain)))
        .hasSize(10_000)
        .contains(" ".repeat(2 * 19) + "└ t20", " ".repeat(2 * 19) + "└ [21] t21")
        .endsWith(" ".repeat(2 * 19) + "└ [9999] t9999");
  }

  @Test
  void everyRowIsDrawnOnceBelowItsParent() {
    Random random = new Random(SEED);
    for (int round = 0; round < 1_000; round++) {
      List<AnswerRow> rows = new ArrayList<>(List.of(row("0", null)));
      int size = 1 + random.nextInt(15);
      for (int i = 1; i < size; i++) {
        rows.add(row("" + i, "" + random.nextInt(i)));
      }
      List<AnswerRow> drawn = EventTree.ofEffects(rows).drawn();
      assertThat(drawn).extracting(row -> row.text("event_id")).doesNotHaveDuplicates();
      assertThat(drawn).hasSize(size);
      List<String> path = new ArrayList<>();
      for (AnswerRow row : drawn) {
        String text = row.text(EventTree.COLUMN) + "";
        int level = text.indexOf('t') / 2;
        while (path.size() > level) {
          path.remove(path.size() - 1);
        }
        if (level > 0) {
          assertThat(path.get(level - 1))
              .as("seed %d, round %d, %s", SEED, round, text)
              .isEqualTo(row.text("caused_by"));
        }
        path.add(row.text("event_id") + "");
      }
    }
  }
}
