package io.contextgraph.ledger;

import io.contextgraph.event.AttributesJson;
import io.contextgraph.event.Event;
import io.contextgraph.event.SealedValue;
import java.util.List;

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
    SealedValue sealed = event.personalData();
    out.bytea(sealed == null ? null : sealed.toBytes());
    out.bytea(AttributesJson.write(event.attributes()));
  }
}
