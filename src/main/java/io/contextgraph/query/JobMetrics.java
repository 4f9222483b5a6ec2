package io.contextgraph.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values of those metrics of a job that {@code status} reports, from all of its tasks.
 *
 * @param values objects with an id, which ends with the metric's name, and a value
 */
record JobMetrics(List<JsonNode> values) {
  /** Says why a projection stands; empty while it does not. */
  static final String STANDING_REASON = ".projectionStandingReason";

  /** Lists the streams that cannot be read: a line for each, its key, a tab, the reason. */
  static final String LEFT_OUT = ".leftOutStreams";

  /** The number of streams that a task cannot read, of which it lists only the first ones. */
  static final String LEFT_OUT_COUNT = ".streamsLeftOut";

  /** The number of streams that the discovery cannot describe; it lists only the first ones. */
  static final String NOT_DESCRIBED_COUNT = ".streamsNotDescribed";

  static final String ENTRIES_LOST = ".entriesLost";

  /** Counted by the filter and by the writer of the ledger, each those that it found. */
  static final String DUPLICATES = ".duplicates";

  /** 1 or 0, for the requests of the ledger's source and for those of the graph's writer. */
  static final String GRAPH_AVAILABLE = ".graphAvailable";

  /** 1 or 0, for the discovery of streams. */
  static final String REDIS_AVAILABLE = ".redisAvailable";

  private static final List<String> REPORTED =
      List.of(
          STANDING_REASON,
          LEFT_OUT,
          LEFT_OUT_COUNT,
          NOT_DESCRIBED_COUNT,
          ENTRIES_LOST,
          DUPLICATES,
          GRAPH_AVAILABLE,
          REDIS_AVAILABLE);

  /**
   * The ids of the metrics whose values are reported.
   *
   * @param listed the response that lists the metrics of a vertex or its coordinator
   */
  static List<String> reported(JsonNode listed) {
    List<String> ids = new ArrayList<>();
    for (JsonNode metric : listed) {
      String id = metric.path("id").asText();
      if (REPORTED.stream().anyMatch(id::endsWith)) {
        ids.add(id);
      }
    }
    return ids;
  }

  /** The values of one metric in all tasks. */
  Stream<String> texts(String name) {
    return values.stream()
        .filter(metric -> metric.path("id").asText().endsWith(name))
        .map(metric -> metric.path("value").asText());
  }

  private List<Long> numbers(String name) {
    return texts(name).filter(text -> text.matches("\\d{1,18}")).map(Long::valueOf).toList();
  }

  /** The sum over all tasks; null if no task reports the metric. */
  @Nullable Long sum(String name) {
    List<Long> numbers = numbers(name);
    return numbers.isEmpty() ? null : numbers.stream().mapToLong(Long::longValue).sum();
  }

  /** Whether the metric is not 0 in any task; null if no task reports it. */
  @Nullable Boolean holdsEverywhere(String name) {
    List<Long> numbers = numbers(name);
    return numbers.isEmpty() ? null : numbers.stream().noneMatch(number -> number == 0);
  }
}
