package io.contextgraph.event;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decodes stream entries. Every entry becomes a value, never an exception: an event that the ledger
 * accepts, or a dead letter with its reason. Not thread-safe.
 */
public final class EventCodec {
  private static final short DEFAULT_SCHEMA_VERSION = 1;
  private static final int MAX_IMPORTANCE = 10;

  private final OccurredAtRange range;
  private final boolean recorded;
  private final JsonFields json = new JsonFields();
  private final ContentHash contentHash = new ContentHash();

  /**
   * @param clock the reference for {@code occurred_at} if an entry's id is not a time
   */
  public EventCodec(EventLimits limits, Clock clock) {
    this(limits, clock, false);
  }

  /**
   * @param recorded whether the entries are events that a ledger already has, so that they may also
   *     have the types that are reserved for its own
   */
  EventCodec(EventLimits limits, Clock clock, boolean recorded) {
    this.range = new OccurredAtRange(limits, clock);
    this.recorded = recorded;
  }

  public Decoded decode(RawEntry entry) {
    Problems problems = new Problems();
    Event event = event(entry, problems);
    return event == null ? rejected(entry, problems) : new Decoded.Valid(event);
  }

  /**
   * All that is wrong with an entry that {@link #decode} rejects.
   *
   * @throws IllegalArgumentException if it is an event
   */
  public Faults faults(RawEntry entry) {
    Problems problems = new Problems();
    event(entry, problems);
    return problems.all();
  }

  private static Decoded rejected(RawEntry entry, Problems problems) {
    return new Decoded.Rejected(
        new DeadLetter(
            entry.stream(),
            entry.entryId(),
            problems.first().reason(),
            problems.first().detail(),
            FieldsFormat.write(entry.fields())));
  }

  /** The event, or null and at least one problem. */
  private @Nullable Event event(RawEntry entry, Problems problems) {
    if (!entry.complete() || entry.size() > EventLimits.MAX_ENTRY_BYTES) {
      problems.add(Reason.TOO_LARGE, EntrySize.detail(entry));
      return null;
    }
    EntryFields sent = new EntryFields(entry.fields(), problems);
    FieldReader fields = new FieldReader(sent, problems, recorded);
    RequiredFields required = required(fields, entry, problems);
    OptionalFields optional = optional(fields);
    EventContent content = content(fields, sent, problems);
    json.checkPersonalData(sent, problems);
    boolean replayed = ReplayMark.isOn(sent, problems);
    if (required != null) {
      checkRelations(required, optional, problems);
    }
    return required == null || !problems.isEmpty()
        ? null
        : new Event(
            required,
            optional,
            content,
            contentHash.of(required, optional, content),
            origin(entry, replayed));
  }

  /** The required fields, or null if one of them is missing or invalid. */
  private @Nullable RequiredFields required(FieldReader fields, RawEntry entry, Problems problems) {
    fields.checkRequired();
    EventId id = fields.id(FieldName.EVENT_ID);
    String type = fields.eventType();
    Instant occurredAt = fields.time(FieldName.OCCURRED_AT);
    String session = fields.text(FieldName.SESSION_ID, EventLimits.MAX_TEXT);
    String agent = fields.text(FieldName.AGENT_ID, EventLimits.MAX_TEXT);
    String trace = fields.text(FieldName.TRACE_ID, EventLimits.MAX_TEXT);
    if (occurredAt != null) {
      range.check(occurredAt, entry, problems);
    }
    if (id == null || type == null || occurredAt == null) {
      return null;
    }
    return session == null || agent == null || trace == null
        ? null
        : new RequiredFields(id, type, occurredAt, session, agent, trace);
  }

  private static OptionalFields optional(FieldReader fields) {
    Short schemaVersion = fields.number(FieldName.SCHEMA_VERSION, Short.MAX_VALUE);
    return new OptionalFields(
        fields.id(FieldName.PARENT_EVENT_ID),
        fields.text(FieldName.TOOL_NAME, EventLimits.MAX_TEXT),
        fields.time(FieldName.ENDED_AT),
        fields.status(),
        schemaVersion == null ? DEFAULT_SCHEMA_VERSION : schemaVersion,
        fields.number(FieldName.IMPORTANCE_HINT, MAX_IMPORTANCE),
        fields.text(FieldName.SUBJECT_ID, EventLimits.MAX_TEXT));
  }

  private EventContent content(FieldReader fields, EntryFields sent, Problems problems) {
    return new EventContent(
        fields.text(FieldName.PAYLOAD_REF, EventLimits.MAX_URI),
        json.payload(sent, problems),
        sent.attributes());
  }

  private static EventOrigin origin(RawEntry entry, boolean replayed) {
    return new EventOrigin(
        entry.stream(),
        entry.entryId(),
        FieldsFormat.writeWithoutPayload(entry.fields()),
        replayed);
  }

  private static void checkRelations(
      RequiredFields required, OptionalFields optional, Problems problems) {
    if (required.eventId().equals(optional.parentEventId())) {
      problems.add(Reason.SELF_PARENT, "the event names itself as its parent");
    }
    Instant endedAt = optional.endedAt();
    if (endedAt != null && endedAt.isBefore(required.occurredAt())) {
      problems.add(Reason.ENDS_BEFORE_START, "ended_at is before occurred_at");
    }
  }
}
