package io.contextgraph.query;

import io.contextgraph.event.LetterKeys;
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
    @Nullable String agent,
    @Nullable String subject) {
  /** The letters about a person, in every status. */
  static DeadLetterQuery ofSubject(String subject) {
    return new DeadLetterQuery(0, null, null, null, null, null, subject);
  }

  boolean hasConditions() {
    return status != null || reason != null || searchesFields();
  }

  /** Whether the fields of letters must be read to select them. */
  boolean searchesFields() {
    return event != null || session != null || agent != null || subject != null;
  }

  /** Whether the letter's fields meet the conditions on them. */
  boolean accepts(LetterKeys keys) {
    return (event == null || event.equalsIgnoreCase(keys.eventId()))
        && (session == null || session.equals(keys.sessionId()))
        && (agent == null || agent.equals(keys.agentId()))
        && (subject == null || subject.equals(keys.subjectId()));
  }

  /** Whether the keys that were found in the beginning of a letter decide. */
  boolean isDecidedBy(LetterKeys keys) {
    return keys.areComplete() && (subject == null || keys.subjectId() != null);
  }
}
