package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitAssignmentTest {
  private static final String GOLDEN =
      "00066576656e7473000000000000000700000000000000010000000000000008"
          + "00000000000000010000000200";

  private static StreamSplit split(String stream) {
    return new StreamSplit(stream, new StreamPosition(7, 1), 8, 1, 2, null);
  }

  /** Readers come and fail at random; every split is with exactly one reader or waits. */
  @Test
  void everySplitIsInOnePlace() throws IOException {
    long seed = Long.getLong("seed", 5L);
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      int parallelism = 1 + random.nextInt(4);
      SplitAssignment assignment = new SplitAssignment(StreamsEnumeratorState.NONE);
      Map<Integer, List<StreamSplit>> held = new HashMap<>();
      Set<Integer> readers = new HashSet<>();
      Set<String> known = new HashSet<>();
      for (int step = 0; step < 30; step++) {
        switch (random.nextInt(4)) {
          case 0 -> {
            String stream = "s" + random.nextInt(8);
            if (!assignment.knows(stream)) {
              known.add(stream);
              assignment.add(List.of(split(stream)));
            }
          }
          case 1 -> readers.add(random.nextInt(parallelism));
          case 2 -> {
            int failed = random.nextInt(parallelism);
            readers.remove(failed);
            List<StreamSplit> back = held.remove(failed);
            if (back != null) {
              assignment.add(back);
            }
          }
          default ->
              assignment =
                  new SplitAssignment(
                      StreamsEnumeratorStateSerializer.INSTANCE.deserialize(
                          StreamsEnumeratorStateSerializer.INSTANCE.getVersion(),
                          StreamsEnumeratorStateSerializer.INSTANCE.serialize(assignment.state())));
        }
        assignment
            .assign(readers, parallelism)
            .forEach(
                (reader, splits) ->
                    held.computeIfAbsent(reader, none -> new ArrayList<>()).addAll(splits));
        List<String> places = new ArrayList<>();
        held.values().forEach(splits -> splits.forEach(it -> places.add(it.stream())));
        assignment.state().unassigned().forEach(it -> places.add(it.stream()));
        assertThat(places)
            .as("seed %d round %d", seed, round)
            .containsExactlyInAnyOrderElementsOf(known);
        assertThat(readers).containsAll(held.keySet());
      }
    }
  }

  /** Version 1 did not say whether Redis was looked at, but what was found there. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theStateOfVersion1IsRead(boolean found) throws IOException {
    List<StreamSplit> splits = found ? List.of(split("events")) : List.of();
    List<String> names = splits.stream().map(StreamSplit::stream).toList();
    byte[] bytes =
        StreamsEnumeratorStateSerializer.INSTANCE.serialize(
            new StreamsEnumeratorState(names, splits, true));
    byte[] older = Arrays.copyOf(bytes, bytes.length - 1);
    assertThat(StreamsEnumeratorStateSerializer.INSTANCE.deserialize(1, older))
        .isEqualTo(new StreamsEnumeratorState(names, splits, found));
  }

  @Test
  void aSplitsBytesAreThoseOfVersion1() throws IOException {
    byte[] bytes = StreamSplitSerializer.INSTANCE.serialize(split("events"));
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(GOLDEN);
    assertThat(StreamSplitSerializer.INSTANCE.deserialize(1, HexFormat.of().parseHex(GOLDEN)))
        .isEqualTo(split("events"));
  }
}
