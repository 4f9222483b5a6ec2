package io.contextgraph.event;

import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A valid event, as the ledger records it.
 *
 * @param personalData sealed; the content hash does not cover it
 * @param contentHash see {@link ContentHash}; must not be modified
 */
public record Event(
    RequiredFields required,
    OptionalFields optional,
    EventContent content,
    @Nullable SealedValue personalData,
    byte[] contentHash,
    EventOrigin origin) {
  private static final int WEIGHT_WITHOUT_BYTES = 500;

  /** The approximate number of bytes that the event occupies in memory. */
  public int weight() {
    byte[] payload = payload();
    return WEIGHT_WITHOUT_BYTES
        + origin.fields().length
        + (payload == null ? 0 : payload.length)
        + (personalData == null ? 0 : personalData.ciphertext().length);
  }

  /** The same event with personal data that was sealed after it arrived in plain form. */
  public Event withPersonalData(SealedValue sealed) {
    return new Event(required, optional, content, sealed, contentHash, origin.withSealed(sealed));
  }

  /** The dead letter of an event that is refused after decoding. */
  public DeadLetter toDeadLetter(Reason reason, String detail) {
    return new DeadLetter(
        stream(), entryId(), reason, detail, FieldsFormat.withPayload(fields(), payload()));
  }

  public EventId eventId() {
    return required.eventId();
  }

  public String eventType() {
    return required.eventType();
  }

  public Instant occurredAt() {
    return required.occurredAt();
  }

  public String sessionId() {
    return required.sessionId();
  }

  public String agentId() {
    return required.agentId();
  }

  public String traceId() {
    return required.traceId();
  }

  public @Nullable EventId parentEventId() {
    return optional.parentEventId();
  }

  public @Nullable String toolName() {
    return optional.toolName();
  }

  public @Nullable Instant endedAt() {
    return optional.endedAt();
  }

  public @Nullable Status status() {
    return optional.status();
  }

  public short schemaVersion() {
    return optional.schemaVersion();
  }

  public @Nullable Short importanceHint() {
    return optional.importanceHint();
  }

  public @Nullable String subjectId() {
    return optional.subjectId();
  }

  public @Nullable String payloadRef() {
    return content.payloadRef();
  }

  public byte @Nullable [] payload() {
    return content.payload();
  }

  public SortedMap<String, String> attributes() {
    return content.attributes();
  }

  public String stream() {
    return origin.stream();
  }

  public String entryId() {
    return origin.entryId();
  }

  public byte[] fields() {
    return origin.fields();
  }

  public boolean replayed() {
    return origin.replayed();
  }
}
