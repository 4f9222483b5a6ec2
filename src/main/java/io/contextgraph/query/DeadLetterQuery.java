package io.contextgraph.query;

import io.contextgraph.event.LetterKeys;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Selects dead letters. A letter must meet all conditions; null means no condition.
 *
 * @param after only letters with a greater id
 * @param event the id of the event, in either case
 */
public record DeadLetterQuery(
    long after,
    @Nullable String status,
    @Nullable String reason,
    @Nullable String event,
    @Nullable String session,
    @Nullable String agent) {
  boolean hasConditions() {
    return Stream.of(status, reason, event, session, agent).anyMatch(Objects::nonNull);
  }

  /** Whether the letter's fields meet the conditions on them. */
  boolean accepts(LetterKeys keys) {
    return (event == null || event.equalsIgnoreCase(keys.eventId()))
        && (session == null || session.equals(keys.sessionId()))
        && (agent == null || agent.equals(keys.agentId()));
  }
}
