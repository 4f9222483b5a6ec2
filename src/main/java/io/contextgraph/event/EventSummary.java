package io.contextgraph.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the graph knows of a recorded event: who, when, after what; never its content. */
public record EventSummary(
    long globalPosition,
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
    @Nullable Short importanceHint,
    @Nullable String payloadRef) {}
