package io.contextgraph.ledger;

import io.contextgraph.event.Event;
import java.sql.SQLException;
import java.util.List;

/** Where events are recorded. Used by one thread at a time. */
public interface Ledger extends AutoCloseable {
  /**
   * Records the events that the ledger does not have yet, in the order given, at the positions
   * after its last one; all become visible at once, and are durable on return. Giving the same
   * events again changes nothing. A server's failure is retried with back-off first.
   *
   * @throws SQLException if it could not be done, or if its outcome stayed unknown: give the same
   *     events again before any others
   * @throws LedgerMismatchException if this is not the ledger that was appended to before
   */
  AppendResult append(List<Event> events) throws SQLException;

  @Override
  void close() throws SQLException;
}
