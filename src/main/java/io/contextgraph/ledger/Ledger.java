package io.contextgraph.ledger;

import io.contextgraph.event.Event;
import java.io.Serializable;
import java.sql.SQLException;
import java.util.List;

/** Records events in one order. Used by one thread at a time. */
public interface Ledger extends AutoCloseable {
  /**
   * Appends the events that the ledger does not contain yet, in the given order, at the positions
   * after its last one. They are durable when this method returns. Appending the same events again
   * changes nothing. Server failures are retried with back-off before they are thrown.
   *
   * @throws SQLException if the append failed or its outcome is unknown: append the same events
   *     again before any others
   * @throws LedgerMismatchException if the ledger does not continue the one appended to before
   */
  AppendResult append(List<Event> events) throws SQLException;

  @Override
  void close() throws SQLException;

  /** Opens a ledger on the machine that appends. */
  @FunctionalInterface
  interface Factory extends Serializable {
    /**
     * @param mark the last position of the ledger in the job's state
     */
    Ledger open(LedgerMark mark);
  }
}
