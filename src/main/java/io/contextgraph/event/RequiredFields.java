package io.contextgraph.event;

import java.time.Instant;

/**
 * The fields that every event must have: what happened, when, and on whose behalf.
 *
 * @param occurredAt whole microseconds
 */
public record RequiredFields(
    EventId eventId,
    String eventType,
    Instant occurredAt,
    String sessionId,
    String agentId,
    String traceId) {}
