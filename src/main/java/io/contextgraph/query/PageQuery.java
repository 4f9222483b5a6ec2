package io.contextgraph.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Selects events of the ledger, which are read in pages. */
public interface PageQuery {
  /**
   * The statement that reads a page, in position order, with the columns of a recorded event.
   *
   * @param after the position before the first one of the page
   * @param limit the maximum number of events
   */
  PreparedStatement prepare(Connection ledger, long after, int limit) throws SQLException;
}
