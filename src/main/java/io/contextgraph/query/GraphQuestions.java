package io.contextgraph.query;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
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

  /** A projection has few partitions, so only a server that is overloaded takes this long. */
  private static final Duration POSITION_TIMEOUT = Duration.ofSeconds(5);

  /** The event, its cause, the cause of that, and so on. */
  public Answer causes(String eventId) {
    return timed(
        timed -> {
          // One step more than the answer shows tells whether it is cut.
          String statement = withDepth(Cypher.CAUSES, bounds.depth() + 1);
          List<AnswerRow> rows = timed.read(statement, parameters("event_id", eventId));
          return rows.isEmpty() ? Answer.unknown(Subject.event(eventId)) : causes(rows);
        });
  }

  private Answer causes(List<AnswerRow> rows) {
    List<AnswerRow> within =
        rows.stream().filter(row -> row.number("depth") <= bounds.depth()).toList();
    if (within.size() > bounds.limit()) {
      return Answer.cut(within.subList(0, bounds.limit()), Cut.limit(bounds));
    }
    return within.size() < rows.size()
        ? Answer.cut(within, Cut.depth(bounds))
        : Answer.complete(within);
  }

  /** The event and everything that followed from it, the nearest first. */
  public Answer effects(String eventId) {
    return timed(
        timed -> {
          List<AnswerRow> event = timed.read(Cypher.EVENT.text(), parameters("event_id", eventId));
          return event.isEmpty()
              ? Answer.unknown(Subject.event(eventId))
              : new EffectSearch((ids, limit) -> effects(timed, eventId, ids, limit), bounds)
                  .from(event.get(0));
        });
  }

  private static List<AnswerRow> effects(
      TimedGraph timed, String eventId, List<String> ids, int limit) {
    return timed.read(
        Cypher.EFFECTS.text(), Map.of("event_id", eventId, "event_ids", ids, "limit", limit));
  }

  /**
   * The events of a session in session order. If there are more than the limit, the cut names the
   * place at which they continue.
   *
   * @param from only events at or after this time
   * @param after only events behind the one at this position; 0 for all
   */
  public Answer timeline(String sessionId, Instant from, long after) {
    return timed(timed -> new SessionTimeline(timed, sessionId, bounds).page(from, after));
  }

  /** The tools that an agent has used since a given time, the most used first. */
  public Answer tools(String agentId, Instant from) {
    Map<String, Object> parameters = parameters("agent_id", agentId, "from", from.toString());
    return timed(
        timed -> {
          List<AnswerRow> rows = timed.read(Cypher.TOOLS.text(), parameters);
          Answer answer =
              new CountedAnswer(bounds)
                  .of(rows, List.of("uses"), () -> counted(timed, Cypher.COUNT_USES, parameters));
          return rows.isEmpty() ? new KnownSubjects(timed).agent(agentId).orElse(answer) : answer;
        });
  }

  /** How often each type of event occurred in each of two sessions, both of which must exist. */
  public Answer compare(String sessionId, String other) {
    Map<String, Object> parameters = parameters("session_id", sessionId, "other_session_id", other);
    return timed(
        timed ->
            new KnownSubjects(timed)
                .sessions(sessionId, other)
                .orElseGet(
                    () ->
                        new CountedAnswer(bounds)
                            .of(
                                timed.read(Cypher.COMPARE.text(), parameters),
                                List.of("first", "second"),
                                () -> counted(timed, Cypher.COUNT_COMPARED, parameters))));
  }

  /**
   * The position up to which every event is in the graph: that of the slowest partition; 0 if
   * nothing was projected. Empty if Neo4j does not answer within 5 s, or the time of a question if
   * that is shorter.
   */
  public OptionalLong projectedPosition() {
    Duration timeout =
        bounds.timeout().compareTo(POSITION_TIMEOUT) < 0 ? bounds.timeout() : POSITION_TIMEOUT;
    try {
      TimedGraph timed = new TimedGraph(graph, timeout, nanoClock);
      return OptionalLong.of(slowest(timed.read(Cypher.PROJECTION_POSITIONS.text(), Map.of())));
    } catch (OutOfTimeException e) {
      return OptionalLong.empty();
    }
  }

  private static long slowest(List<AnswerRow> projections) {
    return projections.stream()
        // The others store the progress of a rebuild.
        .filter(row -> !row.required("name").contains("/"))
        .mapToLong(row -> row.number("position"))
        .min()
        .orElse(0);
  }

  private static long counted(TimedGraph timed, Cypher statement, Map<String, Object> parameters) {
    return timed.read(statement.text(), parameters).get(0).number("counted");
  }

  private Answer timed(Function<TimedGraph, Answer> question) {
    try {
      return question.apply(new TimedGraph(graph, bounds.timeout(), nanoClock));
    } catch (OutOfTimeException e) {
      return Answer.cut(List.of(), Cut.timeout(bounds));
    }
  }

  /** Names and values by turns, with the bounds that show whether the answer is cut. */
  private Map<String, Object> parameters(String... namesAndValues) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    parameters.put("limit", bounds.limit() + 1);
    parameters.put("events", bounds.events() + 1);
    return parameters;
  }

  /**
   * Inserts the depth into the statement, because Cypher accepts no parameter for the length of a
   * path.
   */
  static String withDepth(Cypher statement, int depth) {
    return statement.text().replace(DEFAULT_DEPTH, "*0.." + depth + "]");
  }
}
