package io.contextgraph.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the graph stores of a recorded event: never its payload, attributes or personal data. */
public record EventSummary(
    long globalPosition,
    RequiredFields required,
    @Nullable EventId parentEventId,
    @Nullable String toolName,
    @Nullable Instant endedAt,
    @Nullable Status status,
    @Nullable Short importanceHint,
    @Nullable String payloadRef) {

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
}
