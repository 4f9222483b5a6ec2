package io.contextgraph.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The operators of a job, by which the slots are counted that it needs. Operators that are
 * connected share slots; the pipelines are not connected, and each has slots of its own.
 *
 * @param parallelism the parallelism of each operator by its id
 * @param inputs the ids of the operators that each operator reads
 */
record JobPlan(Map<String, Integer> parallelism, Map<String, List<String>> inputs) {
  /**
   * Parses the plan of a job that is not submitted yet.
   *
   * @throws LocalException if it is not JSON
   */
  static JobPlan parse(String plan) {
    try {
      return of(new ObjectMapper().readTree(plan));
    } catch (JsonProcessingException e) {
      throw new LocalException("Flink's plan of the job cannot be read", e);
    }
  }

  /**
   * Reads the plan of a running job or of one that is not submitted yet; they name the inputs of an
   * operator differently.
   *
   * @param plan an object with {@code nodes}
   */
  static JobPlan of(JsonNode plan) {
    Map<String, Integer> parallelism = new HashMap<>();
    Map<String, List<String>> inputs = new HashMap<>();
    for (JsonNode node : plan.path("nodes")) {
      String id = node.path("id").asText();
      parallelism.put(id, node.path("parallelism").asInt());
      List<String> read = new ArrayList<>();
      for (String name : List.of("inputs", "predecessors")) {
        node.path(name).forEach(input -> read.add(input.path("id").asText()));
      }
      inputs.put(id, read);
    }
    return new JobPlan(parallelism, inputs);
  }

  /** The number of groups of operators that are connected. */
  int groups() {
    return connected().size();
  }

  /** For each group of connected operators, as many slots as its highest parallelism. */
  int slots() {
    return connected().stream()
        .mapToInt(
            group -> group.stream().mapToInt(id -> parallelism.getOrDefault(id, 0)).max().orElse(0))
        .sum();
  }

  private List<Set<String>> connected() {
    List<Set<String>> groups = new ArrayList<>();
    for (String id : parallelism.keySet()) {
      Set<String> joined = new HashSet<>(inputs.getOrDefault(id, List.of()));
      joined.add(id);
      for (Set<String> group : List.copyOf(groups)) {
        if (group.stream().anyMatch(joined::contains)) {
          joined.addAll(group);
          groups.remove(group);
        }
      }
      groups.add(joined);
    }
    return groups;
  }
}
