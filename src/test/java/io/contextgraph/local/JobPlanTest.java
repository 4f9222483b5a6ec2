package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobPlanTest {
  private static JobPlan plan(String nodes) throws Exception {
    return JobPlan.of(
        new ObjectMapper().readTree(("{'nodes': [" + nodes + "]}").replace('\'', '"')));
  }

  @Test
  void connectedOperatorsShareTheSlotsOfTheMostParallelOne() throws Exception {
    JobPlan submitted =
        plan(
            "{'id': 1, 'parallelism': 3},"
                + "{'id': 2, 'parallelism': 3, 'predecessors': [{'id': 1}]},"
                + "{'id': 3, 'parallelism': 1, 'predecessors': [{'id': 2}]},"
                + "{'id': 4, 'parallelism': 1},"
                + "{'id': 5, 'parallelism': 2, 'predecessors': [{'id': 4}]}");
    assertThat(submitted.slots()).isEqualTo(5);
    assertThat(submitted.groups()).isEqualTo(2);
  }

  @Test
  void theInputsOfARunningJobAreReadToo() throws Exception {
    JobPlan running =
        plan(
            "{'id': 'a', 'parallelism': 2, 'inputs': [{'id': 'b'}]}, {'id': 'b', 'parallelism': 1}");
    assertThat(running.slots()).isEqualTo(2);
    assertThat(running.groups()).isEqualTo(1);
  }

  @Test
  void aJobWithoutOperatorsNeedsNoSlot() throws Exception {
    assertThat(plan("").slots()).isZero();
  }

  /** Compared with groups that are merged edge by edge. */
  @Test
  void theGroupsAreThoseOfANaiveUnion() {
    long seed = Long.getLong("seed", 11L);
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      Map<String, Integer> parallelism = new HashMap<>();
      Map<String, List<String>> inputs = new HashMap<>();
      int operators = 1 + random.nextInt(8);
      for (int i = 0; i < operators; i++) {
        parallelism.put("" + i, 1 + random.nextInt(4));
        inputs.put("" + i, new ArrayList<>());
      }
      for (int edge = random.nextInt(8); edge > 0; edge--) {
        inputs.get("" + random.nextInt(operators)).add("" + random.nextInt(operators));
      }
      JobPlan plan = new JobPlan(parallelism, inputs);
      Set<Set<String>> naive = union(parallelism.keySet(), inputs);
      assertThat(plan.groups()).as("seed %d round %d", seed, round).isEqualTo(naive.size());
      assertThat(plan.slots())
          .isEqualTo(
              naive.stream()
                  .mapToInt(group -> group.stream().mapToInt(parallelism::get).max().orElseThrow())
                  .sum());
    }
  }

  private static Set<Set<String>> union(Set<String> ids, Map<String, List<String>> inputs) {
    Map<String, Set<String>> groupOf = new HashMap<>();
    ids.forEach(id -> groupOf.put(id, new HashSet<>(Set.of(id))));
    inputs.forEach(
        (id, read) ->
            read.forEach(
                input -> {
                  Set<String> all = new HashSet<>(groupOf.get(id));
                  all.addAll(groupOf.get(input));
                  all.forEach(member -> groupOf.put(member, all));
                }));
    return new HashSet<>(groupOf.values());
  }
}
