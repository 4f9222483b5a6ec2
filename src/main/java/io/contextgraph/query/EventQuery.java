package io.contextgraph.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which events of the ledger are asked for; all conditions hold together.
 *
 * @param from the earliest {@code occurred_at}, included
 * @param to the latest {@code occurred_at}, not included
 */
public record EventQuery(
    @Nullable String session,
    @Nullable String agent,
    @Nullable String trace,
    @Nullable OffsetDateTime from,
    @Nullable OffsetDateTime to) {

  private static final int ROWS_AT_ONCE = 50;

  private static final String COLUMNS =
      "global_position, event_id, event_type, occurred_at, session_id, agent_id, trace_id,"
          + " parent_event_id, tool_name, ended_at, status, schema_version, importance_hint,"
          + " subject_id, payload_ref, payload, attributes, recorded_at,"
          + " encode(content_hash, 'hex') AS content_hash, stream, entry_id";

  /**
   * Hands out, in position order, the events after a position as JSON objects.
   *
   * @param limit how many at most
   * @return the position of the last one, or {@code after} if there was none
   */
  public long page(Connection ledger, long after, int limit, Consumer<String> lines)
      throws SQLException {
    List<Object> parameters = new ArrayList<>(List.of(after));
    StringBuilder where = new StringBuilder("global_position > ?");
    add(where, parameters, " AND session_id = ?", session);
    add(where, parameters, " AND agent_id = ?", agent);
    add(where, parameters, " AND trace_id = ?", trace);
    add(where, parameters, " AND occurred_at >= ?", from);
    add(where, parameters, " AND occurred_at < ?", to);
    parameters.add(limit);
    String sql =
        "SELECT e.global_position, row_to_json(e) FROM (SELECT "
            + COLUMNS
            + " FROM ledger.event WHERE "
            + where
            + " ORDER BY global_position LIMIT ?) e";
    long last = after;
    // Row by row: a page of the largest payloads would not fit into memory.
    ledger.setAutoCommit(false);
    try (PreparedStatement statement = ledger.prepareStatement(sql)) {
      statement.setFetchSize(ROWS_AT_ONCE);
      for (int i = 0; i < parameters.size(); i++) {
        statement.setObject(i + 1, parameters.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          last = rows.getLong(1);
          // A payload keeps its bytes, line ends between its tokens too; a line of JSON has none.
          lines.accept(rows.getString(2).replace('\n', ' ').replace('\r', ' '));
        }
      }
    } finally {
      ledger.setAutoCommit(true);
    }
    return last;
  }

  private static void add(
      StringBuilder where, List<Object> parameters, String condition, @Nullable Object value) {
    if (value != null) {
      where.append(condition);
      parameters.add(value);
    }
  }
}
