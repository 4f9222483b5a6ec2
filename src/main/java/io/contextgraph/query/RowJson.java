package io.contextgraph.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of a Cypher result as a JSON object. */
final class RowJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RowJson() {}

  /** Keeps the order of the columns; a time becomes RFC 3339 in UTC. */
  static String of(Map<String, Object> row) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    row.forEach((name, value) -> values.put(name, plain(value)));
    try {
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row of strings, numbers and nulls is always JSON", e);
    }
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof ZonedDateTime time) {
      return time.toInstant().toString();
    }
    return value instanceof OffsetDateTime time ? time.toInstant().toString() : value;
  }
}
