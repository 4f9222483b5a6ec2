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
  private final PersonalDataReader personal;
  private final ContentHash contentHash = new ContentHash();

  /**
   * A codec without a key, which refuses personal data in plain form.
   *
   * @param clock the reference for {@code occurred_at} if an entry's id is not a time
   */
  public EventCodec(EventLimits limits, Clock clock) {
    this(limits, PlainPersonalData.REFUSE, clock);
  }

  /**
   * @param plain with {@link PlainPersonalData#SEAL}, {@link #decode} returns {@link
   *     Decoded.Unsealed} for it
   * @param clock the reference for {@code occurred_at} if an entry's id is not a time
   */
  public EventCodec(EventLimits limits, PlainPersonalData plain, Clock clock) {
    this(limits, plain, clock, false);
  }

  /**
   * @param recorded whether the entries are events that a ledger already has, so that they may also
   *     have the types that are reserved for its own
   */
  EventCodec(EventLimits limits, PlainPersonalData plain, Clock clock, boolean recorded) {
    this.personal = new PersonalDataReader(plain);
    this.range = new OccurredAtRange(limits, clock);
    this.recorded = recorded;
  }

  public Decoded decode(RawEntry entry) {
    Problems problems = new Problems();
    Decoded decoded = decode(entry, problems);
    return decoded == null ? rejected(entry, problems) : decoded;
  }

  /**
   * All that is wrong with an entry that {@link #decode} rejects.
   *
   * @throws IllegalArgumentException if it is an event
   */
  public Faults faults(RawEntry entry) {
    Problems problems = new Problems();
    decode(entry, problems);
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

  /** What is valid, or null and at least one problem. */
  private @Nullable Decoded decode(RawEntry entry, Problems problems) {
    if (!entry.complete() || isTooLarge(entry)) {
      problems.add(Reason.TOO_LARGE, EntrySize.detail(entry));
      return null;
    }
    EntryFields sent = new EntryFields(entry.fields(), problems);
    FieldReader fields = new FieldReader(sent, problems, recorded);
    RequiredFields required = required(fields, entry, problems);
    OptionalFields optional = optional(fields);
    EventContent content = content(fields, sent, problems);
    SealedValue sealed = personal.sealed(sent, problems);
    byte[] plain = personal.plain(sent, problems);
    boolean replayed = ReplayMark.isOn(sent, problems);
    if (required != null) {
      checkRelations(required, optional, problems);
    }
    if (required == null || !problems.isEmpty()) {
      return null;
    }
    byte[] hash = contentHash.of(required, optional, content);
    Event event = new Event(required, optional, content, sealed, hash, origin(entry, replayed));
    String subject = optional.subjectId();
    return plain == null || subject == null
        ? new Decoded.Valid(event)
        : new Decoded.Unsealed(event, subject, plain);
  }

  /** An event that a ledger has was measured when it was sent; its line names defaults as well. */
  private boolean isTooLarge(RawEntry entry) {
    return !recorded && entry.size() > EventLimits.MAX_ENTRY_BYTES;
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
