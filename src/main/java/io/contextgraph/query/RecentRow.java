package io.contextgraph.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Rows about recent events as JSON objects. */
final class RecentRow {
  private RecentRow() {}

  /** A row of recent_sessions.sql; null if it has no session. */
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

  /** A row of recent_failures.sql; null if it has no event. */
  static @Nullable String failure(ResultSet row) throws SQLException {
    ObjectNode failure = text(JsonNodeFactory.instance.objectNode(), row, "event_id");
    if (failure.path("event_id").isNull()) {
      return null;
    }
    text(failure, row, "event_type").put("occurred_at", time(row, "occurred_at"));
    for (String column : new String[] {"session_id", "agent_id", "tool_name", "status"}) {
      text(failure, row, column);
    }
    failure.putNull("error").put("global_position", row.getLong("global_position"));
    ErrorText.of(row.getString("payload"), row.getString("attributes"))
        .ifPresent(text -> failure.put("error", text));
    return failure.toString();
  }

  private static ObjectNode text(ObjectNode object, ResultSet row, String column)
      throws SQLException {
    return object.put(column, row.getString(column));
  }

  private static String time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant().toString();
  }
}
