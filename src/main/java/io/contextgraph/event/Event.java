package io.contextgraph.event;

import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A valid event, as the ledger records it.
 *
 * @param occurredAt whole microseconds
 * @param endedAt whole microseconds, never before {@code occurredAt}
 * @param payload one JSON object, its bytes as sent; not to be changed
 * @param attributes the entry's other fields by name
 * @param contentHash see {@link ContentHash}; not to be changed
 * @param stream the stream it was read from
 * @param entryId its id there
 * @param fields the entry as sent, in the form of {@link FieldsFormat} but without the payload, so
 *     that its bytes travel once; not to be changed
 * @param replayed it is a dead letter put back on its stream: the ledger alone decides whether it
 *     is a duplicate
 */
public record Event(
    EventId eventId,
    String eventType,
    Instant occurredAt,
    String sessionId,
    String agentId,
    String traceId,
    @Nullable EventId parentEventId,
    @Nullable String toolName,
    @Nullable Instant endedAt,
    @Nullable Status status,
    short schemaVersion,
    @Nullable Short importanceHint,
    @Nullable String subjectId,
    @Nullable String payloadRef,
    byte @Nullable [] payload,
    SortedMap<String, String> attributes,
    byte[] contentHash,
    String stream,
    String entryId,
    byte[] fields,
    boolean replayed) {

  /** About how many bytes the event takes in memory. */
  public int weight() {
    return 500 + fields.length + (payload == null ? 0 : payload.length);
  }

  /** The dead letter that this event becomes when it is found wrong after it was decoded. */
  public DeadLetter toDeadLetter(Reason reason, String detail) {
    return new DeadLetter(
        stream, entryId, reason, detail, FieldsFormat.withPayload(fields, payload));
  }

  /** The same event with its hash and the entry it came from. */
  Event with(byte[] hash, byte[] asSent) {
    return new Event(
        eventId,
        eventType,
        occurredAt,
        sessionId,
        agentId,
        traceId,
        parentEventId,
        toolName,
        endedAt,
        status,
        schemaVersion,
        importanceHint,
        subjectId,
        payloadRef,
        payload,
        attributes,
        hash,
        stream,
        entryId,
        asSent,
        replayed);
  }
}
