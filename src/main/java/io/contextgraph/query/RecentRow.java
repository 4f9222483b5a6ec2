package io.contextgraph.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows about recent events. */
final class RecentRow {
  private RecentRow() {}

  /** A row of recent_sessions.sql as a JSON object; null if it has no session. */
  static @Nullable String session(ResultSet row) throws SQLException {
    ObjectNode session = text(JsonNodeFactory.instance.objectNode(), row, "session_id");
    if (session.path("session_id").isNull()) {
      return null;
    }
    ArrayNode agents = session.putArray("agent_ids");
    for (Object agent : (Object[]) row.getArray("agents").getArray()) {
      agents.add(String.valueOf(agent));
    }
    session.put("first_occurred_at", time(row, "first_at"));
    session.put("last_occurred_at", time(row, "last_at"));
    session.put("events", row.getLong("events")).put("failures", row.getLong("failures"));
    return session.toString();
  }

  /** A row of recent_failures.sql, with room for its error; null if it has no event. */
  static @Nullable AnswerRow failure(ResultSet row) throws SQLException {
    if (row.getString("event_id") == null) {
      return null;
    }
    Map<String, @Nullable Object> failure = new LinkedHashMap<>();
    failure.put("event_id", row.getString("event_id"));
    failure.put("event_type", row.getString("event_type"));
    failure.put("occurred_at", time(row, "occurred_at"));
    for (String column : new String[] {"session_id", "agent_id", "tool_name", "status"}) {
      failure.put(column, row.getString(column));
    }
    failure.put("error", null);
    failure.put("global_position", row.getLong("global_position"));
    return new AnswerRow(failure);
  }

  private static ObjectNode text(ObjectNode object, ResultSet row, String column)
      throws SQLException {
    return object.put(column, row.getString(column));
  }

  private static String time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant().toString();
  }
}
