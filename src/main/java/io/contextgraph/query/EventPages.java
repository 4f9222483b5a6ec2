package io.contextgraph.query;

import io.contextgraph.event.EventId;
import io.contextgraph.event.EventLine;
import io.contextgraph.event.RecordedEvent;
import io.contextgraph.ledger.LedgerHead;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the events of a query in pages.
 *
 * @param ledger used by one page at a time, with auto-commit on
 */
public record EventPages(Connection ledger) {
  private static final int ROWS_PER_FETCH = 50;
  private static final int PAGE_CHARACTERS = 4 << 20;

  /**
   * What {@link #read} returned.
   *
   * @param position the position to read the next page after
   * @param rows the number of events
   * @param atEnd whether the ledger had no further event of the query
   */
  public record Page(long position, int rows, boolean atEnd) {}

  /**
   * Passes the next events after a position to {@code lines} in the form of {@link EventLine}, in
   * position order. The page is read in a transaction of its own, which has ended when the first
   * line is passed on, so that a slow receiver keeps no snapshot open in Postgres. A page of large
   * events ends before the limit.
   *
   * @param limit the maximum number of events
   */
  public Page read(PageQuery query, long after, int limit, Consumer<String> lines)
      throws SQLException {
    // Every event up to this head is visible to the statement that follows.
    long head = LedgerHead.read(ledger).position();
    if (head <= after) {
      return new Page(after, 0, true);
    }
    List<String> events = new ArrayList<>();
    Page page = fetch(query, after, limit, events);
    events.forEach(lines);
    return page.atEnd() ? new Page(Math.max(head, page.position()), page.rows(), true) : page;
  }

  /** One event in the form of {@link EventLine}; empty if the ledger does not have it. */
  public Optional<String> event(EventId id) throws SQLException {
    try (PreparedStatement statement = EventQuery.byId(ledger, id);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(EventLine.of(RecordedEventRow.read(row))) : Optional.empty();
    }
  }

  private Page fetch(PageQuery query, long after, int limit, List<String> events)
      throws SQLException {
    // A cursor, which requires a transaction, because all rows of a page may exceed memory.
    try (LedgerTransaction transaction = new LedgerTransaction(ledger);
        PreparedStatement statement = query.prepare(ledger, after, limit)) {
      statement.setFetchSize(ROWS_PER_FETCH);
      Page page;
      try (ResultSet rows = statement.executeQuery()) {
        page = collect(rows, after, limit, events);
      }
      transaction.commit();
      return page;
    }
  }

  private static Page collect(ResultSet rows, long after, int limit, List<String> events)
      throws SQLException {
    long position = after;
    long characters = 0;
    while (characters < PAGE_CHARACTERS && rows.next()) {
      RecordedEvent event = RecordedEventRow.read(rows);
      position = event.recording().globalPosition();
      String line = EventLine.of(event);
      characters += line.length();
      events.add(line);
    }
    boolean atEnd = characters < PAGE_CHARACTERS && events.size() < limit;
    return new Page(position, events.size(), atEnd);
  }
}
