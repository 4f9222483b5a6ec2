package io.contextgraph.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contextgraph.graph.ProjectionException;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of an answer.
 *
 * @param values texts, numbers, booleans, JSON and nulls by column, in the order of the columns; a
 *     time is RFC 3339 in UTC
 */
public record AnswerRow(Map<String, @Nullable Object> values) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public AnswerRow {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    values.forEach((name, value) -> plain.put(name, plain(value)));
    values = Collections.unmodifiableMap(plain);
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof ZonedDateTime time) {
      return time.toInstant().toString();
    }
    return value instanceof OffsetDateTime time ? time.toInstant().toString() : value;
  }

  /** This row with a further last column, or with another value in a column that it has. */
  public AnswerRow with(String column, @Nullable Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(values);
    more.put(column, value);
    return new AnswerRow(more);
  }

  /** The value as text; null if the row has none in this column. */
  public @Nullable String text(String column) {
    Object value = values.get(column);
    return value == null ? null : value.toString();
  }

  /**
   * The value as text.
   *
   * @throws ProjectionException if the row has none in this column
   */
  String required(String column) {
    String text = text(column);
    if (text == null) {
      throw ProjectionException.damaged(column);
    }
    return text;
  }

  /** The value as a number; 0 if the row has none in this column. */
  public long number(String column) {
    return values.get(column) instanceof Number number ? number.longValue() : 0;
  }

  /** One JSON object without line ends, its members in the order of the columns. */
  public String json() {
    try {
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row of plain values is always JSON", e);
    }
  }
}
