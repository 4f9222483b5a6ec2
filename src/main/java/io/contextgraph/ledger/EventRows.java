package io.contextgraph.ledger;

import io.contextgraph.event.AttributesJson;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventContent;
import io.contextgraph.event.OptionalFields;
import io.contextgraph.event.RecordedEvent;
import io.contextgraph.event.Recording;
import io.contextgraph.event.RequiredFields;
import io.contextgraph.event.SealedValue;
import io.contextgraph.event.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes events as rows of {@code ledger.event} and {@code ledger.event_identity}, their columns
 * in the order of {@link Sql#COPY_EVENTS} and {@link Sql#COPY_IDENTITIES}.
 */
final class EventRows {
  private static final int IDENTITY_COLUMNS = 4;
  private static final int EVENT_COLUMNS = 22;

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
      SealedValue sealed = event.personalData();
      writeRequired(event.required(), out);
      writeOptional(
          event.optional(), event.content(), sealed == null ? null : sealed.toBytes(), out);
      out.timestamptz(recordedAtMicros);
      out.bytea(event.contentHash());
      out.text(event.stream());
      out.text(event.entryId());
    }
    out.end();
  }

  /** Encodes rows as they were recorded. */
  static void writeRecorded(List<RecordedEvent> events, CopyBuffer out) {
    out.start();
    for (RecordedEvent event : events) {
      Recording recording = event.recording();
      out.row(EVENT_COLUMNS);
      out.bigint(recording.globalPosition());
      writeRequired(event.required(), out);
      writeOptional(event.optional(), event.content(), event.personalDataSealed(), out);
      out.timestamptz(recording.recordedAt());
      out.bytea(recording.contentHash());
      out.text(recording.stream());
      out.text(recording.entryId());
    }
    out.end();
  }

  private static void writeRequired(RequiredFields fields, CopyBuffer out) {
    out.uuid(fields.eventId());
    out.text(fields.eventType());
    out.timestamptz(fields.occurredAt());
    out.text(fields.sessionId());
    out.text(fields.agentId());
    out.text(fields.traceId());
  }

  private static void writeOptional(
      OptionalFields fields, EventContent content, byte @Nullable [] sealed, CopyBuffer out) {
    Status status = fields.status();
    out.uuid(fields.parentEventId());
    out.text(fields.toolName());
    out.timestamptz(fields.endedAt());
    out.text(status == null ? null : status.text());
    out.smallint(fields.schemaVersion());
    out.smallint(fields.importanceHint());
    out.text(fields.subjectId());
    out.text(content.payloadRef());
    out.bytea(content.payload());
    out.bytea(sealed);
    out.bytea(AttributesJson.write(content.attributes()));
  }
}
