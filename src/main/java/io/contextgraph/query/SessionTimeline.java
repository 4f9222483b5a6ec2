package io.contextgraph.query;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Reads the events of a session in its order, a page at a time. */
record SessionTimeline(TimedGraph graph, String sessionId, Bounds bounds) {
  /**
   * Reads a page.
   *
   * @param from only events at or after this time
   * @param after only events behind the one at this position; 0 for all
   */
  Answer page(Instant from, long after) {
    if (after == 0) {
      return page(new SessionPlace(from, 0));
    }
    List<AnswerRow> event = read(Cypher.PLACE, from, after);
    if (event.isEmpty()) {
      event = read(Cypher.FIND_PLACE, from, after);
    }
    if (event.isEmpty()) {
      return new KnownSubjects(graph)
          .sessions(sessionId)
          .orElseGet(() -> Answer.unknown(Subject.position(after, sessionId)));
    }
    SessionPlace behind = SessionPlace.behind(event.get(0));
    return page(behind.from().isBefore(from) ? new SessionPlace(from, 0) : behind);
  }

  private Answer page(SessionPlace place) {
    List<AnswerRow> rows = read(Cypher.TIMELINE, place.from(), place.after());
    if (rows.isEmpty()) {
      return new KnownSubjects(graph)
          .sessions(sessionId)
          .orElseGet(() -> Answer.complete(List.of()));
    }
    if (rows.size() <= bounds.limit()) {
      return Answer.complete(rows);
    }
    List<AnswerRow> shown = rows.subList(0, bounds.limit());
    SessionPlace next = SessionPlace.behind(shown.get(shown.size() - 1));
    return Answer.cut(shown, Cut.limit(bounds, next));
  }

  /** One row more than the answer shows tells whether it is cut. */
  private List<AnswerRow> read(Cypher statement, Instant from, long after) {
    return graph.read(
        statement.text(),
        Map.of(
            "session_id",
            sessionId,
            "from",
            from.toString(),
            "after",
            after,
            "limit",
            bounds.limit() + 1));
  }
}
