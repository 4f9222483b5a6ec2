package io.contextgraph.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.contextgraph.event.Event;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Events as rows of {@code ledger.event} and {@code ledger.event_identity}. */
final class EventRows {
  static final String COPY_IDENTITY =
      "COPY ledger.event_identity (event_id, global_position, occurred_at, content_hash)"
          + " FROM STDIN (FORMAT binary)";
  static final String COPY_EVENT =
      "COPY ledger.event (global_position, event_id, event_type, occurred_at, session_id, agent_id,"
          + " trace_id, parent_event_id, tool_name, ended_at, status, schema_version,"
          + " importance_hint, subject_id, payload_ref, payload, attributes, recorded_at,"
          + " content_hash, stream, entry_id) FROM STDIN (FORMAT binary)";

  private static final int IDENTITY_COLUMNS = 4;
  private static final int EVENT_COLUMNS = 21;
  private static final byte[] NO_ATTRIBUTES = "{}".getBytes(StandardCharsets.US_ASCII);
  private static final JsonFactory JSON = new JsonFactory();

  private EventRows() {}

  static void writeIdentities(List<Event> events, long first, CopyBuffer out) {
    out.start();
    long position = first;
    for (Event event : events) {
      out.row(IDENTITY_COLUMNS);
      out.uuid(event.eventId());
      out.bigint(position++);
      out.timestamptz(event.occurredAt());
      out.bytea(event.contentHash());
    }
    out.end();
  }

  static void writeEvents(List<Event> events, long first, long recordedAtMicros, CopyBuffer out) {
    out.start();
    long position = first;
    for (Event event : events) {
      out.row(EVENT_COLUMNS);
      out.bigint(position++);
      out.uuid(event.eventId());
      out.text(event.eventType());
      out.timestamptz(event.occurredAt());
      out.text(event.sessionId());
      out.text(event.agentId());
      out.text(event.traceId());
      out.uuid(event.parentEventId());
      out.text(event.toolName());
      out.timestamptz(event.endedAt());
      out.text(event.status() == null ? null : event.status().text());
      out.smallint(event.schemaVersion());
      out.smallint(event.importanceHint());
      out.text(event.subjectId());
      out.text(event.payloadRef());
      out.bytea(event.payload());
      out.bytea(attributes(event.attributes()));
      out.timestamptz(recordedAtMicros);
      out.bytea(event.contentHash());
      out.text(event.stream());
      out.text(event.entryId());
    }
    out.end();
  }

  private static byte[] attributes(SortedMap<String, String> attributes) {
    if (attributes.isEmpty()) {
      return NO_ATTRIBUTES;
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, String> attribute : attributes.entrySet()) {
        json.writeStringField(attribute.getKey(), attribute.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
