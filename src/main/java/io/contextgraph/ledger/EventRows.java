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

/**
 * Encodes events as rows of {@code ledger.event} and {@code ledger.event_identity}, their columns
 * in the order of {@link Sql#COPY_EVENTS} and {@link Sql#COPY_IDENTITIES}.
 */
final class EventRows {
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
      writeRequired(event, out);
      writeOptional(event, out);
      out.timestamptz(recordedAtMicros);
      out.bytea(event.contentHash());
      out.text(event.stream());
      out.text(event.entryId());
    }
    out.end();
  }

  private static void writeRequired(Event event, CopyBuffer out) {
    out.uuid(event.eventId());
    out.text(event.eventType());
    out.timestamptz(event.occurredAt());
    out.text(event.sessionId());
    out.text(event.agentId());
    out.text(event.traceId());
  }

  private static void writeOptional(Event event, CopyBuffer out) {
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
  }

  private static byte[] attributes(SortedMap<String, String> attributes) {
    if (attributes.isEmpty()) {
      return NO_ATTRIBUTES;
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(attributes, json);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(Map<String, String> attributes, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      json.writeStringField(attribute.getKey(), attribute.getValue());
    }
    json.writeEndObject();
  }
}
