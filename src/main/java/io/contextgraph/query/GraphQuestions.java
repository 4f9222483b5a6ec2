package io.contextgraph.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;

/**
 * Questions about the graph, whose answers are bounded in rows, in steps, in the number of events
 * counted and in time. docs/queries.md lists the same statements. No transaction is open when a
 * method returns.
 *
 * @param nanoClock measures the time that a question takes
 */
public record GraphQuestions(Driver graph, Bounds bounds, LongSupplier nanoClock) {
  private static final String DEFAULT_DEPTH = "*0..100]";

  /** The event, its cause, the cause of that, and so on. */
  public Answer causes(String eventId) {
    // One step more than the answer shows tells whether it is cut.
    return ask(
        withDepth(Cypher.CAUSES, bounds.depth() + 1),
        Map.of("event_id", eventId),
        rows ->
            number(rows.get(rows.size() - 1), "depth") > bounds.depth()
                ? new Cut(Cut.DEPTH, bounds.depth())
                : null,
        row -> number(row, "depth") <= bounds.depth());
  }

  /** The event and everything that followed from it, the nearest first. */
  public Answer effects(String eventId) {
    TimedGraph timed = timed();
    Optional<List<Map<String, Object>>> event =
        timed.read(Cypher.EVENT.text(), Map.of("event_id", eventId));
    if (event.isEmpty()) {
      return timedOut();
    }
    if (event.get().isEmpty()) {
      return new Answer(List.of(), null);
    }
    return new EffectSearch(
            (ids, limit) ->
                timed.read(
                    Cypher.EFFECTS.text(),
                    Map.of("event_id", eventId, "event_ids", ids, "limit", limit)),
            bounds)
        .from(event.get().get(0));
  }

  /**
   * The events of a session in session order.
   *
   * @param from only events at or after this time
   * @param after of the events at that time, only those after this position
   */
  public Answer timeline(String sessionId, Instant from, long after) {
    return ask(
        Cypher.TIMELINE.text(),
        Map.of("session_id", sessionId, "from", from.toString(), "after", after),
        rows -> null,
        row -> true);
  }

  /** The tools that an agent has used since a given time, the most used first. */
  public Answer tools(String agentId, Instant from) {
    return ask(
        Cypher.TOOLS.text(),
        Map.of("agent_id", agentId, "from", from.toString(), "events", bounds.events() + 1),
        rows -> cutByEvents(rows, "uses"),
        row -> true);
  }

  /** How often each type of event occurred in each of two sessions. */
  public Answer compare(String sessionId, String other) {
    return ask(
        Cypher.COMPARE.text(),
        Map.of("session_id", sessionId, "other_session_id", other, "events", bounds.events() + 1),
        rows ->
            Optional.ofNullable(cutByEvents(rows, "first"))
                .orElseGet(() -> cutByEvents(rows, "second")),
        row -> true);
  }

  /** Determines from rows, at least one, whether they are all. */
  private interface Completeness {
    @Nullable Cut cut(List<Map<String, Object>> rows);
  }

  private Answer ask(
      String cypher,
      Map<String, Object> parameters,
      Completeness completeness,
      Predicate<Map<String, Object>> shown) {
    Map<String, Object> bounded = new LinkedHashMap<>(parameters);
    bounded.put("limit", bounds.limit() + 1);
    Optional<List<Map<String, Object>>> rows = timed().read(cypher, bounded);
    if (rows.isEmpty()) {
      return timedOut();
    }
    List<String> lines = new ArrayList<>();
    rows.get().stream().filter(shown).limit(bounds.limit()).map(RowJson::of).forEach(lines::add);
    if (rows.get().stream().filter(shown).count() > bounds.limit()) {
      return new Answer(lines, new Cut(Cut.LIMIT, bounds.limit()));
    }
    return new Answer(lines, rows.get().isEmpty() ? null : completeness.cut(rows.get()));
  }

  private TimedGraph timed() {
    return new TimedGraph(graph, bounds.timeout(), nanoClock);
  }

  private Answer timedOut() {
    return new Answer(List.of(), new Cut(Cut.TIMEOUT, bounds.timeout().toSeconds()));
  }

  /** One event more than may be counted shows that there are more. */
  private @Nullable Cut cutByEvents(List<Map<String, Object>> rows, String count) {
    long counted = rows.stream().mapToLong(row -> number(row, count)).sum();
    return counted > bounds.events() ? new Cut(Cut.EVENTS, bounds.events()) : null;
  }

  private static long number(Map<String, Object> row, String column) {
    return row.get(column) instanceof Number number ? number.longValue() : 0;
  }

  /**
   * Inserts the depth into the statement, because Cypher accepts no parameter for the length of a
   * path.
   */
  static String withDepth(Cypher statement, int depth) {
    return statement.text().replace(DEFAULT_DEPTH, "*0.." + depth + "]");
  }
}
