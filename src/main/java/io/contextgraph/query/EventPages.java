package io.contextgraph.query;

import io.contextgraph.event.EventId;
import io.contextgraph.event.EventLine;
import io.contextgraph.event.RecordedEvent;
import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.ledger.RecordedEventRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * Reads the events of a query in pages.
 *
 * @param ledger used by one page at a time, with auto-commit on
 */
public record EventPages(Connection ledger) {
  private static final int ROWS_PER_FETCH = 50;
  private static final int PAGE_CHARACTERS = 4 << 20;
  private static final int FIXED_CHARACTERS = 500;

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
    Page page = fetch(query, after, limit, new Form<>(EventLine::of, String::length), events);
    events.forEach(lines);
    return reaching(head, page);
  }

  /** As {@link #read}, but passes on the page's events themselves, all at once. */
  public Page readEvents(
      PageQuery query, long after, int limit, Consumer<List<RecordedEvent>> receiver)
      throws SQLException {
    long head = LedgerHead.read(ledger).position();
    if (head <= after) {
      return new Page(after, 0, true);
    }
    List<RecordedEvent> events = new ArrayList<>();
    Form<RecordedEvent> form = new Form<>(UnaryOperator.identity(), EventPages::weight);
    Page page = fetch(query, after, limit, form, events);
    receiver.accept(events);
    return reaching(head, page);
  }

  private static Page reaching(long head, Page page) {
    return page.atEnd() ? new Page(Math.max(head, page.position()), page.rows(), true) : page;
  }

  /** About the characters of its line. */
  private static int weight(RecordedEvent event) {
    byte[] payload = event.content().payload();
    byte[] sealed = event.personalDataSealed();
    int attributes =
        event.content().attributes().entrySet().stream()
            .mapToInt(it -> it.getKey().length() + it.getValue().length())
            .sum();
    return FIXED_CHARACTERS
        + attributes
        + (payload == null ? 0 : payload.length)
        + (sealed == null ? 0 : sealed.length);
  }

  /** What is made of an event, and how large that is in characters. */
  private record Form<T>(Function<RecordedEvent, T> make, ToIntFunction<T> size) {}

  /** One event in the form of {@link EventLine}; empty if the ledger does not have it. */
  public Optional<String> event(EventId id) throws SQLException {
    try (PreparedStatement statement = EventQuery.byId(ledger, id);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(EventLine.of(RecordedEventRow.read(row))) : Optional.empty();
    }
  }

  private <T> Page fetch(PageQuery query, long after, int limit, Form<T> form, List<T> events)
      throws SQLException {
    // A cursor, which requires a transaction, because all rows of a page may exceed memory.
    try (LedgerTransaction transaction = new LedgerTransaction(ledger);
        PreparedStatement statement = query.prepare(ledger, after, limit)) {
      statement.setFetchSize(ROWS_PER_FETCH);
      Page page;
      try (ResultSet rows = statement.executeQuery()) {
        page = collect(rows, after, limit, form, events);
      }
      transaction.commit();
      return page;
    }
  }

  private static <T> Page collect(
      ResultSet rows, long after, int limit, Form<T> form, List<T> events) throws SQLException {
    long position = after;
    long characters = 0;
    while (characters < PAGE_CHARACTERS && rows.next()) {
      RecordedEvent event = RecordedEventRow.read(rows);
      position = event.recording().globalPosition();
      T made = form.make().apply(event);
      characters += form.size().applyAsInt(made);
      events.add(made);
    }
    boolean atEnd = characters < PAGE_CHARACTERS && events.size() < limit;
    return new Page(position, events.size(), atEnd);
  }
}
