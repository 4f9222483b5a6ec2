package io.contextgraph.ledger;

import io.contextgraph.event.EventId;
import io.contextgraph.event.EventSummary;
import io.contextgraph.event.Micros;
import io.contextgraph.event.RequiredFields;
import io.contextgraph.event.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Maps a row of {@code ledger.event} to an {@link EventSummary}. Columns are found by name, in any
 * order: those of the table, with {@code occurred_at_micros} and {@code ended_at_micros}
 * (microseconds since 1970-01-01T00:00:00Z) in place of the two times. See {@code read_events.sql}.
 */
public final class EventSummaryRow {
  private EventSummaryRow() {}

  /**
   * Maps the current row of a result.
   *
   * @throws SQLException if the result lacks a column or has one of another type
   */
  public static EventSummary read(ResultSet row) throws SQLException {
    UUID parent = row.getObject("parent_event_id", UUID.class);
    return new EventSummary(
        row.getLong("global_position"),
        new RequiredFields(
            EventId.of(row.getObject("event_id", UUID.class)),
            row.getString("event_type"),
            Micros.toInstant(row.getLong("occurred_at_micros")),
            row.getString("session_id"),
            row.getString("agent_id"),
            row.getString("trace_id")),
        parent == null ? null : EventId.of(parent),
        row.getString("tool_name"),
        time(row, "ended_at_micros"),
        status(row.getString("status")),
        number(row, "importance_hint"),
        row.getString("payload_ref"));
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? null : Micros.toInstant(micros);
  }

  private static @Nullable Short number(ResultSet row, String column) throws SQLException {
    short number = row.getShort(column);
    return row.wasNull() ? null : Short.valueOf(number);
  }

  private static @Nullable Status status(@Nullable String text) {
    return text == null ? null : Status.ofText(text).orElse(null);
  }
}
