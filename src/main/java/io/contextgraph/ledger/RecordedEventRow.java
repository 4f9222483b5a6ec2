package io.contextgraph.ledger;

import io.contextgraph.event.AttributesJson;
import io.contextgraph.event.EventContent;
import io.contextgraph.event.EventId;
import io.contextgraph.event.Micros;
import io.contextgraph.event.OptionalFields;
import io.contextgraph.event.RecordedEvent;
import io.contextgraph.event.Recording;
import io.contextgraph.event.RequiredFields;
import io.contextgraph.event.Status;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads recorded events, whole, from rows of {@code ledger.event}. */
public final class RecordedEventRow {
  private RecordedEventRow() {}

  /**
   * A statement whose rows {@link #read} reads.
   *
   * @param source what follows FROM
   */
  public static String select(String source) {
    return Sql.RECORDED_EVENTS.text().replace(":source", source);
  }

  /** The event of the row at which the cursor is. */
  public static RecordedEvent read(ResultSet row) throws SQLException {
    return new RecordedEvent(
        required(row), optional(row), content(row), row.getBytes("personal_data"), recording(row));
  }

  private static RequiredFields required(ResultSet row) throws SQLException {
    return new RequiredFields(
        EventId.of(row.getObject("event_id", UUID.class)),
        row.getString("event_type"),
        Micros.toInstant(row.getLong("occurred_at_micros")),
        row.getString("session_id"),
        row.getString("agent_id"),
        row.getString("trace_id"));
  }

  private static OptionalFields optional(ResultSet row) throws SQLException {
    UUID parent = row.getObject("parent_event_id", UUID.class);
    String status = row.getString("status");
    short importance = row.getShort("importance_hint");
    Short importanceHint = row.wasNull() ? null : importance;
    return new OptionalFields(
        parent == null ? null : EventId.of(parent),
        row.getString("tool_name"),
        time(row, "ended_at_micros"),
        status == null ? null : Status.ofText(status).orElseThrow(),
        row.getShort("schema_version"),
        importanceHint,
        row.getString("subject_id"));
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? null : Micros.toInstant(micros);
  }

  private static EventContent content(ResultSet row) throws SQLException {
    String payload = row.getString("payload");
    return new EventContent(
        row.getString("payload_ref"),
        payload == null ? null : payload.getBytes(StandardCharsets.UTF_8),
        AttributesJson.read(row.getString("attributes")));
  }

  private static Recording recording(ResultSet row) throws SQLException {
    return new Recording(
        row.getLong("global_position"),
        Micros.toInstant(row.getLong("recorded_at_micros")),
        row.getBytes("content_hash"),
        row.getString("stream"),
        row.getString("entry_id"));
  }
}
