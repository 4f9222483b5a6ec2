package io.contextgraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Searches the effects in the model of a graph, in which each event has at most one cause. */
class EffectSearchTest {
  private static final long SEED = Long.getLong("seed", 5L);

  /** The cause of each event. */
  private final Map<Integer, Integer> causes = new TreeMap<>();

  private int rowsRead;

  private static AnswerRow event(int number) {
    return new AnswerRow(Map.of("event_id", number));
  }

  private List<AnswerRow> effects(List<String> ids, int limit) {
    List<AnswerRow> effects =
        causes.entrySet().stream()
            .filter(link -> ids.contains(link.getValue().toString()) && link.getKey() != 0)
            .limit(limit)
            .map(link -> event(link.getKey()))
            .toList();
    rowsRead += effects.size();
    return effects;
  }

  private Answer search(int limit, int depth) {
    Bounds bounds = Bounds.DEFAULT.withLimit(limit).withDepth(depth);
    return new EffectSearch(this::effects, bounds).from(event(0));
  }

  /** The depth of an event below event 0; -1 if it is no effect of it. */
  private int depth(int event) {
    int depth = 0;
    for (Integer at = event; at != null && depth <= causes.size(); at = causes.get(at)) {
      if (at == 0) {
        return depth;
      }
      depth++;
    }
    return -1;
  }

  @Test
  void theAnswerIsThatOfANaiveSearchUpToItsBounds() {
    Random random = new Random(SEED);
    for (int round = 0; round < 2_000; round++) {
      causes.clear();
      int events = 1 + random.nextInt(12);
      for (int event = 0; event < events; event++) {
        if (random.nextInt(8) > 0) {
          causes.put(event, random.nextInt(events));
        }
      }
      int limit = 1 + random.nextInt(12);
      int depth = 1 + random.nextInt(6);
      List<String> all = new ArrayList<>();
      for (int level = 0; level <= events; level++) {
        for (int event = 0; event < events; event++) {
          if (depth(event) == level) {
            all.add("{\"depth\":" + level + ",\"event_id\":" + event + "}");
          }
        }
      }
      int allowed = depth;
      List<String> within = all.stream().filter(row -> level(row) <= allowed).limit(limit).toList();
      rowsRead = 0;
      Answer answer = search(limit, depth);
      assertThat(json(answer)).as("seed %d, round %d", SEED, round).isEqualTo(within);
      assertThat(answer.cuts().isEmpty())
          .as("complete, seed %d, round %d", SEED, round)
          .isEqualTo(within.size() == all.size());
      assertThat(rowsRead).isLessThanOrEqualTo(limit + 1);
    }
  }

  private static List<String> json(Answer answer) {
    return answer.rows().stream().map(AnswerRow::json).toList();
  }

  private static int level(String row) {
    return Integer.parseInt(row.replaceAll("\\D+", " ").strip().split(" ")[0]);
  }

  @Test
  void aSearchThatRunsOutOfTimeReturnsTheLevelsThatItCompleted() {
    causes.put(1, 0);
    causes.put(2, 1);
    Bounds bounds = Bounds.DEFAULT.withTimeout(Duration.ofSeconds(7));
    Answer answer =
        new EffectSearch(
                (ids, limit) -> {
                  if (ids.contains("1")) {
                    throw new OutOfTimeException();
                  }
                  return effects(ids, limit);
                },
                bounds)
            .from(event(0));
    assertThat(json(answer))
        .containsExactly("{\"depth\":0,\"event_id\":0}", "{\"depth\":1,\"event_id\":1}");
    assertThat(answer.cuts()).containsExactly(new Cut(Bounds.TIMEOUT, 7, null));
  }

  @Test
  void theBoundThatWasReachedIsNamed() {
    causes.put(1, 0);
    causes.put(2, 1);
    assertThat(search(2, 100).cuts()).containsExactly(new Cut(Bounds.LIMIT, 2, null));
    assertThat(search(100, 1).cuts()).containsExactly(new Cut(Bounds.DEPTH, 1, null));
    assertThat(search(3, 2).cuts()).isEmpty();
  }
}
