package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InspectionScheduleTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final InspectionSchedule schedule = new InspectionSchedule();

  private static Set<String> streams(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "s" + i)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Test
  void fewStreamsAreInspectedOnceASecondFromTheFirstCall() {
    assertThat(schedule.due(streams(3), 5)).containsExactly("s0", "s1", "s2");
    assertThat(schedule.due(streams(3), 4 + SECOND)).isEmpty();
    assertThat(schedule.due(streams(3), 5 + SECOND)).hasSize(3);
  }

  @Test
  void manyStreamsAreInspectedAtABoundedRateThoseThatWereReadFirst() {
    Map<String, Integer> inspections = new HashMap<>();
    for (int second = 0; second < 40; second++) {
      schedule.wasRead("s1999");
      var due = schedule.due(streams(2_000), second * SECOND);
      assertThat(due).hasSize(InspectionSchedule.STREAMS_PER_SECOND).doesNotHaveDuplicates();
      due.forEach(stream -> inspections.merge(stream, 1, Integer::sum));
    }
    assertThat(inspections).hasSize(2_000).containsEntry("s1999", 40);
  }

  @Test
  void streamsThatAreReadAllTheTimeDoNotKeepTheOthersFromBeingInspected() {
    Set<String> inspected = new LinkedHashSet<>();
    for (int second = 0; second < 10; second++) {
      streams(200).forEach(schedule::wasRead);
      inspected.addAll(schedule.due(streams(400), second * SECOND));
    }
    assertThat(inspected).hasSize(400);
  }

  @Test
  void aStreamThatIsNoLongerAssignedIsForgotten() {
    schedule.due(streams(3), 0);
    schedule.wasRead("s2");
    assertThat(schedule.due(streams(2), SECOND)).containsExactly("s0", "s1");
  }
}
