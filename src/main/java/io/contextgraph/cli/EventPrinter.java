package io.contextgraph.cli;

import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.query.EventPages;
import io.contextgraph.query.PageQuery;
import io.contextgraph.query.PageReader;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** Prints the events of a query page by page, and says where the answer ends before they do. */
final class EventPrinter {
  private static final int PAGE = 1_000;
  private static final int POLL_MILLIS = 200;

  private final PrintWriter out;
  private final PrintWriter err;
  private final RowPrinter rows;
  private final long limit;
  private long printed;
  private long position;

  /**
   * @param out where {@code rows} prints; the printing ends when it can no longer be written
   * @param limit the maximum number of events
   */
  EventPrinter(PrintWriter out, PrintWriter err, RowPrinter rows, long limit) {
    this.out = out;
    this.err = err;
    this.rows = rows;
    this.limit = limit;
  }

  /** Prints the events after a position. */
  void print(PageReader pages, PageQuery query, long after) throws SQLException {
    print(pages, pages, query, after);
  }

  /**
   * As {@link #print(PageReader, PageQuery, long)}, with lines in another form.
   *
   * @param form reads what is printed, and nothing else
   */
  void print(PageReader pages, PageReader form, PageQuery query, long after) throws SQLException {
    position = after;
    boolean atEnd = false;
    try {
      while (!atEnd && canContinue()) {
        atEnd = add(form.read(query, position, size(), rows::print));
      }
      reportEnd(atEnd || out.checkError() || !hasMore(pages, query));
    } catch (SQLException e) {
      rows.flush();
      reportLoss();
      throw e;
    }
  }

  /** Prints the events after a position, and then each that is recorded, until interrupted. */
  void follow(LastingLedger ledger, PageQuery query, long after)
      throws SQLException, InterruptedException {
    position = after;
    boolean isFirstEnd = true;
    while (canContinue()) {
      long from = position;
      boolean atEnd =
          add(ledger.read(it -> new EventPages(it).read(query, from, size(), rows::print)));
      ledger.reach(position);
      if (atEnd) {
        if (isFirstEnd && printed == 0) {
          reportNothingYet(ledger, after);
        }
        isFirstEnd = false;
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    }
  }

  private boolean canContinue() {
    return printed < limit && !out.checkError();
  }

  private int size() {
    return (int) Math.min(PAGE, limit - printed);
  }

  /** Returns whether the ledger has no further event now. */
  private boolean add(EventPages.Page page) {
    rows.flush();
    position = page.position();
    printed += page.rows();
    return page.atEnd();
  }

  private boolean hasMore(PageReader pages, PageQuery query) throws SQLException {
    return pages.read(query, position, 1, line -> {}).rows() > 0;
  }

  private void reportEnd(boolean complete) {
    if (!complete) {
      err.println(
          "The answer is not complete: --limit %d was reached; continue with --after %d."
              .formatted(limit, position));
    } else if (printed == 0) {
      err.println("The ledger has no such event.");
    }
  }

  /** A follower that prints nothing at first says what it waits for. */
  private void reportNothingYet(LastingLedger ledger, long after)
      throws SQLException, InterruptedException {
    long head = ledger.read(LedgerHead::read).position();
    err.println(
        head < after
            ? "The ledger ends at position %d; events are printed from position %d on."
                .formatted(head, after + 1)
            : "The ledger has no such event yet; waiting for one.");
  }

  private void reportLoss() {
    if (printed > 0) {
      err.println(
          "The answer is not complete: %s printed; continue with --after %d."
              .formatted(Plural.of(printed, "event was", "events were"), position));
    }
  }
}
