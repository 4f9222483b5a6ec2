package io.contextgraph.cli;

import io.contextgraph.query.EventPages;
import io.contextgraph.query.PageQuery;
import io.contextgraph.query.PageReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads events from the ledger alone, for an answer that must be complete.
 *
 * @param ledger with auto-commit on
 */
record LedgerPages(Connection ledger) implements PageReader {
  @Override
  public EventPages.Page read(PageQuery query, long after, int limit, Consumer<String> lines)
      throws SQLException {
    return new EventPages(ledger).read(query, after, limit, lines);
  }

  /**
   * {@inheritDoc}
   *
   * @throws UsageException if archived months may have events of the query; names their files
   */
  @Override
  public void requireComplete(PageQuery query) throws SQLException {
    Optional<String> archived = new ArchiveNote(ledger).about(query, 0);
    if (archived.isPresent()) {
      throw new UsageException(archived.get());
    }
  }
}
