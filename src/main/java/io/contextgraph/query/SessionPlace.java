package io.contextgraph.query;

import java.time.Instant;

/**
 * A place in the order of a session, which is that of time and, at one time, of positions.
 *
 * @param from what lies after the place occurred at or after this time
 * @param after what lies after the place and occurred at that time has a position after this one
 */
public record SessionPlace(Instant from, long after) {
  /** The place directly behind an event, given by a row of a timeline. */
  static SessionPlace behind(AnswerRow event) {
    return new SessionPlace(
        Instant.parse(event.required("occurred_at")), event.number("global_position"));
  }
}
