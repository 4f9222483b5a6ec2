package io.contextgraph.query;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.neo4j.driver.Driver;
import org.neo4j.driver.QueryConfig;
import org.neo4j.driver.Record;
import org.neo4j.driver.RoutingControl;

/**
 * Questions about the graph. Each method passes the rows of its answer to a consumer as JSON
 * objects and returns the number of rows. docs/queries.md lists the same statements.
 */
public record GraphQuestions(Driver graph) {
  /** The greatest depth that {@link #causes} and {@link #effects} accept. */
  public static final int MAX_DEPTH = 10_000;

  private static final String DEFAULT_DEPTH = "*0..100]";
  private static final QueryConfig READ =
      QueryConfig.builder().withRouting(RoutingControl.READ).build();

  /**
   * The event, its cause, the cause of that, and so on.
   *
   * @param depth the maximum number of steps, from 1 to {@link #MAX_DEPTH}
   */
  public int causes(String eventId, int depth, int limit, Consumer<String> lines) {
    return ask(withDepth(Cypher.CAUSES, depth), Map.of("event_id", eventId, "limit", limit), lines);
  }

  /** The event and everything that followed from it; parameters as for {@link #causes}. */
  public int effects(String eventId, int depth, int limit, Consumer<String> lines) {
    return ask(
        withDepth(Cypher.EFFECTS, depth), Map.of("event_id", eventId, "limit", limit), lines);
  }

  /** The events of a session since a given time, in session order. */
  public int timeline(String sessionId, Instant from, int limit, Consumer<String> lines) {
    return ask(
        Cypher.TIMELINE.text(),
        Map.of("session_id", sessionId, "from", from.toString(), "limit", limit),
        lines);
  }

  /** The tools that an agent has used since a given time, the most used first. */
  public int tools(String agentId, Instant from, int limit, Consumer<String> lines) {
    return ask(
        Cypher.TOOLS.text(),
        Map.of("agent_id", agentId, "from", from.toString(), "limit", limit),
        lines);
  }

  /** How often each type of event occurred in each of two sessions. */
  public int compare(String sessionId, String other, int limit, Consumer<String> lines) {
    return ask(
        Cypher.COMPARE.text(),
        Map.of("session_id", sessionId, "other_session_id", other, "limit", limit),
        lines);
  }

  private int ask(String cypher, Map<String, Object> parameters, Consumer<String> lines) {
    List<Record> rows =
        graph
            .executableQuery(cypher)
            .withParameters(parameters)
            .withConfig(READ)
            .execute()
            .records();
    rows.forEach(row -> lines.accept(RowJson.of(values(row))));
    return rows.size();
  }

  private static Map<String, Object> values(Record row) {
    Map<String, Object> values = new LinkedHashMap<>();
    row.keys().forEach(name -> values.put(name, row.get(name).asObject()));
    return values;
  }

  /**
   * Inserts the depth into the statement, because Cypher accepts no parameter for the length of a
   * path.
   */
  static String withDepth(Cypher statement, int depth) {
    if (depth < 1 || depth > MAX_DEPTH) {
      throw new IllegalArgumentException("the depth must be between 1 and " + MAX_DEPTH);
    }
    return statement.text().replace(DEFAULT_DEPTH, "*0.." + depth + "]");
  }
}
