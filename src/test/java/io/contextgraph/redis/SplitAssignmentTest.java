package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitAssignmentTest {
  /** An assignment, and the splits that its readers would have. */
  private static final class Readers {
    private final int parallelism;
    private final Set<Integer> registered = new TreeSet<>();
    private final Map<Integer, List<StreamSplit>> assigned = new TreeMap<>();
    private SplitAssignment assignment = new SplitAssignment(StreamsEnumeratorState.INITIAL);

    Readers(int parallelism) {
      this.parallelism = parallelism;
    }

    void discover(String stream) {
      assignment.addDiscovered(List.of(split(stream)));
    }

    void register(int reader) {
      registered.add(reader);
    }

    void fail(int reader) {
      registered.remove(reader);
      assignment.add(assigned.getOrDefault(reader, List.of()));
      assigned.remove(reader);
    }

    /** Restores the coordinator from its own checkpoint; the readers keep their splits. */
    void restore() {
      assignment = new SplitAssignment(assignment.state());
    }

    void assign() {
      assignment
          .assign(registered, parallelism)
          .forEach(
              (reader, splits) ->
                  assigned.computeIfAbsent(reader, none -> new ArrayList<>()).addAll(splits));
    }

    List<String> assignedStreams() {
      return assigned.values().stream().flatMap(List::stream).map(StreamSplit::stream).toList();
    }

    List<String> unassignedStreams() {
      return assignment.state().unassigned().stream().map(StreamSplit::stream).toList();
    }

    /** Such as {@code 0:a,c 1:b -:d}, where - stands for no reader. */
    @Override
    public String toString() {
      List<String> parts = new ArrayList<>();
      assigned.forEach((reader, splits) -> parts.add(reader + ":" + names(splits)));
      if (!assignment.isComplete()) {
        parts.add("-:" + names(assignment.state().unassigned()));
      }
      return String.join(" ", parts);
    }

    private static String names(List<StreamSplit> splits) {
      return String.join(",", splits.stream().map(StreamSplit::stream).toList());
    }
  }

  private static StreamSplit split(String stream) {
    return StreamSplit.startingAfter(stream, new StreamPosition(7, 1), 8, null);
  }

  /**
   * Steps: a letter discovers the stream of that name, +n registers reader n, -n fails it, and !
   * restores the coordinator from its state. Splits are assigned after each step.
   */
  @ParameterizedTest
  @CsvSource({
    "1, +0 a b,                0:a;b",
    "2, +0 +1 a b c,           0:a;c 1:b",
    "2, a b c +0,              0:a;c -:b",
    "2, a b +0 +1,             0:a 1:b",
    "2, +0 +1 a b -1,          0:a -:b",
    "2, +0 +1 a b -1 +1,       0:a 1:b",
    "2, +0 a b ! +1,           0:a 1:b",
    "2, +0 +1 a b c -0 d,      1:b;d -:a;c",
    "2, +0 +1 a b c -0 ! +0,   0:a;c 1:b",
    "3, +0 +1 +2 a b c d -0 -1 -2 +1, 1:b -:a;d;c",
  })
  void splitsAreAssignedRoundRobinAndReturnedWhenAReaderFails(
      int parallelism, String steps, String expected) {
    Readers readers = new Readers(parallelism);
    for (String step : steps.split(" ")) {
      switch (step.charAt(0)) {
        case '+' -> readers.register(Integer.parseInt(step.substring(1)));
        case '-' -> readers.fail(Integer.parseInt(step.substring(1)));
        case '!' -> readers.restore();
        default -> readers.discover(step);
      }
      readers.assign();
    }
    List<String> unordered = Arrays.asList(expected.replace(';', ',').split(" "));
    assertThat(readers.toString().split(" ")).containsExactlyElementsOf(unordered);
  }

  @Test
  void everyDiscoveredSplitIsAtExactlyOneReaderOrUnassigned() {
    long seed = Long.getLong("seed", 5L);
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      Readers readers = new Readers(1 + random.nextInt(4));
      Set<String> discovered = new TreeSet<>();
      for (int step = 0; step < 30; step++) {
        String stream = "s" + random.nextInt(8);
        int reader = random.nextInt(readers.parallelism);
        int action = random.nextInt(4);
        if (action == 0 && discovered.add(stream)) {
          readers.discover(stream);
        } else if (action == 1) {
          readers.register(reader);
        } else if (action == 2) {
          readers.fail(reader);
        } else if (action == 3) {
          readers.restore();
        }
        readers.assign();
        List<String> places = new ArrayList<>(readers.assignedStreams());
        places.addAll(readers.unassignedStreams());
        assertThat(places)
            .as("seed %d, round %d, step %d", seed, round, step)
            .containsExactlyInAnyOrderElementsOf(discovered);
        assertThat(readers.registered).containsAll(readers.assigned.keySet());
      }
    }
  }

  /**
   * Steps: f forgets the stream, n takes checkpoint 1 or 2, Cn completes it, r restores its reader,
   * o another reader, and b hands its split back.
   */
  @ParameterizedTest
  @CsvSource({
    "f,         true,  false",
    "f 1,       true,  false",
    "f 1 C1,    false, false",
    "1 f C1,    true,  false",
    "1 f C1 2 C2, false, false",
    "f 1 2 C2,  false, false",
    "f r 1 C1,  true,  true",
    "f 1 r C1,  true,  true",
    "f o 1 C1,  false, false",
    "f 1 C1 r,  false, false",
    "f b 1 C1,  true,  true",
  })
  void aForgottenStreamMayBeDiscoveredAgainOnceNoReaderCanGetItBack(
      String steps, boolean known, boolean inCheckpoints) {
    SplitAssignment assignment = new SplitAssignment(StreamsEnumeratorState.INITIAL);
    assignment.addDiscovered(List.of(split("a")));
    assertThat(assignment.assign(Set.of(1), 2)).isEmpty();
    assertThat(assignment.assign(Set.of(0), 2)).containsOnlyKeys(0);
    for (String step : steps.split(" ")) {
      switch (step) {
        case "f" -> assignment.forget("a", 0);
        case "r" -> assignment.readerStarted(0);
        case "o" -> assignment.readerStarted(1);
        case "b" -> assignment.add(List.of(split("a")));
        case "1", "2" -> assignment.snapshot(Long.parseLong(step));
        default -> assignment.checkpointCompleted(Long.parseLong(step.substring(1)));
      }
    }
    assertThat(assignment.contains("a")).isEqualTo(known);
    assertThat(assignment.state().discovered().contains("a")).isEqualTo(inCheckpoints);
  }
}
