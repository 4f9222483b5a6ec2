package io.contextgraph.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The one form of a recorded event in JSON: a line without its end, the same bytes for the same
 * event always. First the fields of the entry in the order of {@link FieldName}, those that the
 * event has; then {@code attributes}; then {@code ledger}, what the ledger added. {@link EventJson}
 * reads it back to the fields of an entry with the same content hash.
 *
 * <p>A payload is written as its own bytes. If those cannot stand in a line (CR or LF, or white
 * space around the object), {@code payload} has blanks in the place of CR and LF, and {@code
 * payload_base64} has the bytes. Times are in UTC with 0, 3 or 6 digits after the second.
 */
public final class EventLine {
  static final String ATTRIBUTES = "attributes";
  static final String LEDGER = "ledger";
  static final String PAYLOAD_BASE64 = "payload_base64";

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator json;

  private EventLine(JsonGenerator json) {
    this.json = json;
  }

  /** The event as one line. */
  public static String of(RecordedEvent event) {
    return line(event, null);
  }

  private static String line(RecordedEvent event, byte @Nullable [] opened) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      new EventLine(json).write(event, opened);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return text.toString();
  }

  /**
   * The event as one line with its personal data in plain: {@code personal_data} in the place of
   * {@code personal_data_sealed}, with blanks for CR and LF. Published again, it is the same event.
   *
   * @return empty if the data are not a JSON object, as a producer may have sealed
   */
  public static Optional<String> opened(RecordedEvent event, byte[] personalData) {
    Problems problems = new Problems();
    new JsonObjectCheck().check(FieldName.PERSONAL_DATA.toString(), personalData, problems);
    return problems.isEmpty() ? Optional.of(line(event, personalData)) : Optional.empty();
  }

  private void write(RecordedEvent event, byte @Nullable [] opened) throws IOException {
    json.writeStartObject();
    required(event.required());
    optional(event.optional());
    text(FieldName.PAYLOAD_REF, event.content().payloadRef());
    payload(event.content().payload());
    personalData(event.personalDataSealed(), opened);
    attributes(event.content().attributes());
    ledger(event.recording());
    json.writeEndObject();
  }

  private void required(RequiredFields fields) throws IOException {
    text(FieldName.EVENT_ID, fields.eventId().toString());
    text(FieldName.EVENT_TYPE, fields.eventType());
    text(FieldName.OCCURRED_AT, Rfc3339.format(fields.occurredAt()));
    text(FieldName.SESSION_ID, fields.sessionId());
    text(FieldName.AGENT_ID, fields.agentId());
    text(FieldName.TRACE_ID, fields.traceId());
  }

  private void optional(OptionalFields fields) throws IOException {
    EventId parent = fields.parentEventId();
    Instant endedAt = fields.endedAt();
    Status status = fields.status();
    Short importance = fields.importanceHint();
    text(FieldName.PARENT_EVENT_ID, parent == null ? null : parent.toString());
    text(FieldName.TOOL_NAME, fields.toolName());
    text(FieldName.ENDED_AT, endedAt == null ? null : Rfc3339.format(endedAt));
    text(FieldName.STATUS, status == null ? null : status.text());
    json.writeNumberField(FieldName.SCHEMA_VERSION.toString(), fields.schemaVersion());
    if (importance != null) {
      json.writeNumberField(FieldName.IMPORTANCE_HINT.toString(), importance);
    }
    text(FieldName.SUBJECT_ID, fields.subjectId());
  }

  private void text(FieldName name, @Nullable String value) throws IOException {
    if (value != null) {
      json.writeStringField(name.toString(), value);
    }
  }

  private void payload(byte @Nullable [] payload) throws IOException {
    if (payload == null) {
      return;
    }
    String text = new String(payload, StandardCharsets.UTF_8);
    String oneLine = oneLine(payload);
    json.writeFieldName(FieldName.PAYLOAD.toString());
    json.writeRawValue(oneLine);
    if (!oneLine.equals(text) || !text.startsWith("{") || !text.endsWith("}")) {
      json.writeStringField(PAYLOAD_BASE64, base64(payload));
    }
  }

  private void personalData(byte @Nullable [] sealed, byte @Nullable [] opened) throws IOException {
    if (opened == null) {
      text(FieldName.PERSONAL_DATA_SEALED, sealed == null ? null : base64(sealed));
    } else {
      json.writeFieldName(FieldName.PERSONAL_DATA.toString());
      json.writeRawValue(oneLine(opened));
    }
  }

  private static String oneLine(byte[] object) {
    return new String(object, StandardCharsets.UTF_8).replace('\n', ' ').replace('\r', ' ');
  }

  private void attributes(SortedMap<String, String> attributes) throws IOException {
    if (attributes.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart(ATTRIBUTES);
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      json.writeStringField(attribute.getKey(), attribute.getValue());
    }
    json.writeEndObject();
  }

  private void ledger(Recording recording) throws IOException {
    json.writeObjectFieldStart(LEDGER);
    json.writeNumberField("global_position", recording.globalPosition());
    json.writeStringField("recorded_at", Rfc3339.format(recording.recordedAt()));
    json.writeStringField("content_hash", HexFormat.of().formatHex(recording.contentHash()));
    json.writeStringField("stream", recording.stream());
    json.writeStringField("entry_id", recording.entryId());
    json.writeEndObject();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
