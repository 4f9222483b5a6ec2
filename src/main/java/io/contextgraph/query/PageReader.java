package io.contextgraph.query;

import java.io.IOException;
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

  /**
   * Requires that what was read, from the first page to the last, is all that the query asks for.
   * Does nothing if the reader does not promise that.
   *
   * @throws io.contextgraph.archive.ArchiveException if months went to files while pages were read
   */
  default void requireComplete(PageQuery query) throws IOException, SQLException {}
}
