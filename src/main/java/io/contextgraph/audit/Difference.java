package io.contextgraph.audit;

/**
 * A difference between graph and ledger.
 *
 * @param problem {@code missing} if the graph lacks an item, {@code extra} if the ledger does not
 *     account for it, {@code wrong} if the graph contains it with different content
 * @param session the session's id; empty if the item belongs to no event or to one without session
 * @param event the event's id; empty if the item belongs to no event
 * @param what a label or a relationship type
 * @param detail the content, with texts between quotation marks, or the key of an item that belongs
 *     to no event
 */
public record Difference(String problem, String session, String event, String what, String detail) {
  private static final String MISSING = "missing";
  private static final String EXTRA = "extra";
  private static final String WRONG = "wrong";
  private static final String ARCHIVED = "archived; restore its month first";

  static Difference missing(GraphItem item) {
    return of(MISSING, item);
  }

  static Difference extra(GraphItem item) {
    return of(EXTRA, item);
  }

  static Difference wrong(GraphItem item) {
    return of(WRONG, item);
  }

  private static Difference of(String problem, GraphItem item) {
    return new Difference(problem, item.sessionId(), item.eventId(), item.what(), item.detail());
  }

  /** An event's node that the ledger does not account for. */
  static Difference extraEvent(String session, String event) {
    return new Difference(EXTRA, session, event, GraphItem.NODE, "");
  }

  /** An event of an archived month that the graph should keep. */
  static Difference missingArchived(String event) {
    return new Difference(MISSING, "", event, GraphItem.NODE, ARCHIVED);
  }

  /** A node or relationship that belongs to no event. */
  static Difference extra(String what, String key) {
    return new Difference(EXTRA, "", "", what, key);
  }

  /** A parent that has not arrived but has more than its id. */
  static Difference alteredParent(String session, String event) {
    return new Difference(
        WRONG, session, event, GraphItem.NODE, "Missing, but with more than its id");
  }

  /** Whether it cannot be repaired from the ledger, which does not have the row of the event. */
  public boolean needsRestore() {
    return problem.equals(MISSING) && detail.equals(ARCHIVED);
  }
}
