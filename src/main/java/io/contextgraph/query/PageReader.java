package io.contextgraph.query;

import java.sql.SQLException;
import java.util.function.Consumer;

/** Reads the events of a query in pages, as {@link EventPages#read} does. */
@FunctionalInterface
public interface PageReader {
  /**
   * Passes the next events after a position to {@code lines}, in position order.
   *
   * @param limit the maximum number of events
   */
  EventPages.Page read(PageQuery query, long after, int limit, Consumer<String> lines)
      throws SQLException;
}
