package io.contextgraph.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.RoutingControl;

/**
 * Questions that people ask of the graph. Each hands out its answer as JSON objects, a row each,
 * and says how many there were. The statements are resources, and stand in docs/queries.md.
 */
public record GraphQuestions(Driver graph) {
  /** How deep {@link #causes} and {@link #effects} can be asked to look. */
  public static final int DEEPEST = 10_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STANDARD_DEPTH = "*0..100]";

  /**
   * The event, what caused it, what caused that, and so on.
   *
   * @param depth how many steps at most, from 1 to {@link #DEEPEST}
   */
  public int causes(String eventId, int depth, int limit, Consumer<String> lines) {
    return ask(deep("causes", depth), Map.of("event_id", eventId, "limit", limit), lines);
  }

  /** The event, and what followed from it by however many steps; parameters as for causes. */
  public int effects(String eventId, int depth, int limit, Consumer<String> lines) {
    return ask(deep("effects", depth), Map.of("event_id", eventId, "limit", limit), lines);
  }

  /** The events of a session from a time on, in its order. */
  public int timeline(String sessionId, Instant from, int limit, Consumer<String> lines) {
    return ask(
        statement("timeline"),
        Map.of("session_id", sessionId, "from", from.toString(), "limit", limit),
        lines);
  }

  /** The tools that an agent used since a time, the most used first. */
  public int tools(String agentId, Instant from, int limit, Consumer<String> lines) {
    return ask(
        statement("tools"),
        Map.of("agent_id", agentId, "from", from.toString(), "limit", limit),
        lines);
  }

  /** How often each kind of event happened in one session and in another. */
  public int compare(String sessionId, String other, int limit, Consumer<String> lines) {
    return ask(
        statement("compare"),
        Map.of("session_id", sessionId, "other_session_id", other, "limit", limit),
        lines);
  }

  private int ask(String cypher, Map<String, Object> parameters, Consumer<String> lines) {
    List<Record> rows =
        graph
            .executableQuery(cypher)
            .withParameters(parameters)
            .withConfig(
                org.neo4j.driver.QueryConfig.builder().withRouting(RoutingControl.READ).build())
            .execute()
            .records();
    rows.forEach(row -> lines.accept(json(row)));
    return rows.size();
  }

  /** Cypher takes no parameter for the length of a path. */
  private static String deep(String name, int depth) {
    if (depth < 1 || depth > DEEPEST) {
      throw new IllegalArgumentException("a depth lies between 1 and " + DEEPEST);
    }
    return statement(name).replace(STANDARD_DEPTH, "*0.." + depth + "]");
  }

  private static String statement(String name) {
    String path = "/io/contextgraph/query/" + name + ".cypher";
    try (InputStream in = GraphQuestions.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String json(Record row) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : row.keys()) {
      Object value = row.get(name).asObject();
      if (value instanceof ZonedDateTime time) {
        value = time.toInstant().toString();
      } else if (value instanceof OffsetDateTime time) {
        value = time.toInstant().toString();
      }
      values.put(name, value);
    }
    try {
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts, numbers and nulls are always JSON", e);
    }
  }
}
