package io.contextgraph.query;

import io.contextgraph.event.RecordedEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/** Selects events of the ledger, which are read in pages. */
public interface PageQuery {
  /**
   * The statement that reads a page, in position order, with the columns of a recorded event.
   *
   * @param after the position before the first one of the page
   * @param limit the maximum number of events
   */
  PreparedStatement prepare(Connection ledger, long after, int limit) throws SQLException;

  /** Whether an event that is not in the ledger any more meets the conditions. */
  boolean matches(RecordedEvent event);

  /** Whether an event that occurred from a time up to another, excluded, can meet them. */
  default boolean canMatchWithin(Instant lower, Instant upper) {
    return true;
  }
}
