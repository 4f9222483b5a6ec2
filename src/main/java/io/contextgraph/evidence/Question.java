package io.contextgraph.evidence;

import com.fasterxml.jackson.databind.node.TextNode;
import io.contextgraph.event.Event;
import io.contextgraph.event.LetterKeys;
import io.contextgraph.query.EventQuery;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a pack answers. An event must meet all conditions; null means no condition.
 *
 * @param from the earliest {@code occurred_at}, inclusive
 * @param to the latest {@code occurred_at}, exclusive
 */
public record Question(
    @Nullable String session,
    @Nullable String agent,
    @Nullable String trace,
    @Nullable Instant from,
    @Nullable Instant to) {
  /**
   * @throws IllegalArgumentException if there is no condition
   */
  public Question {
    if (Stream.of(session, agent, trace, from, to).allMatch(Objects::isNull)) {
      throw new IllegalArgumentException("the question has no condition");
    }
  }

  /** Whether an event meets the conditions. */
  boolean isMetBy(Event event) {
    return isMet(session, event.sessionId())
        && isMet(agent, event.agentId())
        && isMet(trace, event.traceId())
        && contains(event.occurredAt());
  }

  /** Whether a time is in the window. */
  boolean contains(Instant time) {
    return (from == null || !time.isBefore(from)) && (to == null || time.isBefore(to));
  }

  /**
   * Whether a dead letter names the session, agent and trace of the question in its own fields.
   *
   * @param fields the letter's, in the form of {@link io.contextgraph.event.FieldsFormat}
   */
  boolean isNamedBy(byte[] fields) {
    LetterKeys keys = LetterKeys.of(fields);
    return isMet(session, keys.sessionId())
        && isMet(agent, keys.agentId())
        && (trace == null || trace.equals(LetterKeys.traceId(fields)));
  }

  private static boolean isMet(@Nullable String condition, @Nullable String value) {
    return condition == null || condition.equals(value);
  }

  /** Its conditions; texts are quoted, because a pack can have any. */
  String inWords() {
    return Stream.of(
            words("session", session),
            words("agent", agent),
            words("trace", trace),
            words("occurred at or after", from),
            words("occurred before", to))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(", "));
  }

  private static Optional<String> words(String condition, @Nullable Object value) {
    return Optional.ofNullable(value)
        .map(it -> it instanceof String text ? TextNode.valueOf(text).toString() : it.toString())
        .map(it -> condition + " " + it);
  }

  /** Whether it asks for a session, an agent or a trace. */
  boolean hasKeys() {
    return showsLetters() || trace != null;
  }

  /** Whether a pack has the fields of the dead letters that it selects. */
  boolean showsLetters() {
    return session != null || agent != null;
  }

  /** The query that selects its events. */
  public EventQuery toQuery() {
    return new EventQuery(session, agent, trace, utc(from), utc(to));
  }

  static @Nullable OffsetDateTime utc(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }
}
