package io.contextgraph.cli;

import io.contextgraph.archive.Archives;
import io.contextgraph.archive.RecordedArchives;
import io.contextgraph.query.PageQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says which archives may have more events of a query than the ledger. */
record ArchiveNote(Connection ledger) {
  private static final int NAMED = 6;

  /**
   * A sentence; empty if no archive can have any. A session, an agent or a trace may be in any of
   * the months asked for: only the files know.
   *
   * @param after the position after which events are asked for
   */
  Optional<String> about(PageQuery query, long after) throws SQLException {
    List<String> files =
        new RecordedArchives(ledger)
            .read().inForce().stream()
                .map(Archives.Entry::month)
                .filter(month -> month.positions().last() > after)
                .filter(month -> query.canMatchWithin(month.lower(), month.upper()))
                .map(month -> month.file().name())
                .toList();
    if (files.isEmpty()) {
      return Optional.empty();
    }
    String named = files.stream().limit(NAMED).collect(Collectors.joining(", "));
    String more = files.size() > NAMED ? " and " + (files.size() - NAMED) + " more" : "";
    return Optional.of(
        "Archived months are not in the answer and may have more: "
            + named
            + more
            + "; --archive DIR reads them.");
  }
}
