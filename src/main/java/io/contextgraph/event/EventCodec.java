package io.contextgraph.event;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decodes stream entries. Every entry gives a value: an event that the ledger takes, or a dead
 * letter with its reason; never an exception. Not thread-safe.
 */
public final class EventCodec {
  private static final short FIRST_SCHEMA_VERSION = 1;
  private static final Duration LONG_UNREAD = Duration.ofDays(7);
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final EventLimits limits;
  private final Clock clock;
  private final JsonObjectCheck json = new JsonObjectCheck();
  private final ContentHash contentHash = new ContentHash();

  public EventCodec(EventLimits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  public Decoded decode(RawEntry entry) {
    Problems problems = new Problems();
    if (!entry.complete() || entry.size() > EventLimits.MAX_ENTRY_BYTES) {
      problems.add(
          Reason.TOO_LARGE,
          "the entry has " + entry.size() + " bytes, at most " + EventLimits.MAX_ENTRY_BYTES);
      return rejected(entry, problems);
    }
    Event event = event(entry, problems);
    return event == null || problems.first() != null
        ? rejected(entry, problems)
        : new Decoded.Valid(event);
  }

  private static Decoded rejected(RawEntry entry, Problems problems) {
    Reason reason = problems.first();
    if (reason == null) {
      throw new IllegalStateException("an entry was rejected without a reason");
    }
    return new Decoded.Rejected(
        new DeadLetter(
            entry.stream(),
            entry.entryId(),
            reason,
            problems.detail(),
            FieldsFormat.write(entry.fields())));
  }

  private @Nullable Event event(RawEntry entry, Problems problems) {
    FieldReader fields = new FieldReader(entry.fields(), problems);
    fields.require(
        FieldName.EVENT_ID,
        FieldName.EVENT_TYPE,
        FieldName.OCCURRED_AT,
        FieldName.SESSION_ID,
        FieldName.AGENT_ID,
        FieldName.TRACE_ID);
    EventId eventId = fields.id(FieldName.EVENT_ID);
    EventId parent = fields.id(FieldName.PARENT_EVENT_ID);
    Instant occurredAt = fields.time(FieldName.OCCURRED_AT);
    Instant endedAt = fields.time(FieldName.ENDED_AT);
    String subject = fields.text(FieldName.SUBJECT_ID, EventLimits.MAX_TEXT);
    String eventType = fields.eventType();
    String session = fields.text(FieldName.SESSION_ID, EventLimits.MAX_TEXT);
    String agent = fields.text(FieldName.AGENT_ID, EventLimits.MAX_TEXT);
    String trace = fields.text(FieldName.TRACE_ID, EventLimits.MAX_TEXT);
    String tool = fields.text(FieldName.TOOL_NAME, EventLimits.MAX_TEXT);
    String payloadRef = fields.text(FieldName.PAYLOAD_REF, EventLimits.MAX_URI);
    Status status = fields.status();
    Short schemaVersion = fields.number(FieldName.SCHEMA_VERSION, Short.MAX_VALUE);
    Short importance = fields.number(FieldName.IMPORTANCE_HINT, 10);
    byte[] payload = payload(fields, problems);
    SortedMap<String, String> attributes = fields.attributes();
    personalData(fields, problems);
    boolean replayed = replayed(fields, problems);
    relations(eventId, parent, occurredAt, endedAt, problems);
    range(occurredAt, entry, problems);
    if (eventId == null
        || eventType == null
        || occurredAt == null
        || session == null
        || agent == null
        || trace == null) {
      return null;
    }
    Event unhashed =
        new Event(
            eventId,
            eventType,
            occurredAt,
            session,
            agent,
            trace,
            parent,
            tool,
            endedAt,
            status,
            schemaVersion == null ? FIRST_SCHEMA_VERSION : schemaVersion,
            importance,
            subject,
            payloadRef,
            payload,
            attributes,
            new byte[0],
            entry.stream(),
            entry.entryId(),
            new byte[0],
            replayed);
    return problems.first() == null
        ? unhashed.with(contentHash.of(unhashed), FieldsFormat.writeWithoutPayload(entry.fields()))
        : null;
  }

  private byte @Nullable [] payload(FieldReader fields, Problems problems) {
    byte[] payload = fields.bytes(FieldName.PAYLOAD);
    if (payload != null) {
      json.check(FieldName.PAYLOAD.toString(), payload, problems);
      if (payload.length > EventLimits.MAX_PAYLOAD_BYTES) {
        problems.add(
            Reason.TOO_LARGE,
            "payload has " + payload.length + " bytes, at most " + EventLimits.MAX_PAYLOAD_BYTES);
      }
    }
    return payload;
  }

  /** The mark that dead-letters replay puts on an entry: the letter's number. */
  private static boolean replayed(FieldReader fields, Problems problems) {
    byte[] letter = fields.bytes(FieldName.CONTEXT_GRAPH_REPLAY_OF);
    if (letter == null) {
      return false;
    }
    if (!NUMBER.matcher(new String(letter, StandardCharsets.ISO_8859_1)).matches()) {
      problems.add(
          Reason.INVALID_NUMBER,
          FieldName.CONTEXT_GRAPH_REPLAY_OF + " is not the number of a dead letter");
    }
    return true;
  }

  private void personalData(FieldReader fields, Problems problems) {
    if (fields.has(FieldName.PERSONAL_DATA_SEALED)) {
      problems.add(
          Reason.PERSONAL_DATA_NOT_SEALED,
          "personal_data_sealed is reserved for what was sealed here");
    }
    byte[] personalData = fields.bytes(FieldName.PERSONAL_DATA);
    if (personalData == null) {
      return;
    }
    json.check(FieldName.PERSONAL_DATA.toString(), personalData, problems);
    if (!fields.has(FieldName.SUBJECT_ID)) {
      problems.add(
          Reason.PERSONAL_DATA_WITHOUT_SUBJECT, "personal_data has no subject_id beside it");
    }
    problems.add(
        Reason.PERSONAL_DATA_NOT_SEALED,
        "personal_data cannot be sealed by this version; its value was not kept");
  }

  private void relations(
      @Nullable EventId id,
      @Nullable EventId parent,
      @Nullable Instant occurredAt,
      @Nullable Instant endedAt,
      Problems problems) {
    if (id != null && id.equals(parent)) {
      problems.add(Reason.SELF_PARENT, "the event names itself as its parent");
    }
    if (occurredAt != null && endedAt != null && endedAt.isBefore(occurredAt)) {
      problems.add(Reason.ENDS_BEFORE_START, "ended_at lies before occurred_at");
    }
  }

  private void range(@Nullable Instant occurredAt, RawEntry entry, Problems problems) {
    Instant now = clock.instant();
    Instant added = entry.addedAt(now);
    // An id from long ago is more likely made up than still unread: then "ahead" is ahead of now.
    Instant present = added.isBefore(now.minus(LONG_UNREAD)) ? now : added;
    if (occurredAt != null
        && (occurredAt.isBefore(added.minus(limits.maxAge()))
            || occurredAt.isAfter(present.plus(limits.maxSkew())))) {
      problems.add(
          Reason.TIMESTAMP_OUT_OF_RANGE,
          "occurred_at must lie within "
              + limits.maxAge().toDays()
              + " days before and "
              + limits.maxSkew().toSeconds()
              + " seconds after the time at which the entry was added");
    }
  }
}
