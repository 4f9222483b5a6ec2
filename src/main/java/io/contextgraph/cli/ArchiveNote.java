package io.contextgraph.cli;

import io.contextgraph.archive.Archives;
import io.contextgraph.archive.RecordedArchives;
import io.contextgraph.query.PageQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Says which archives in force may have more events of a query than the ledger. */
record ArchiveNote(Connection ledger) {
  private static final int NAMED = 6;

  /**
   * A sentence; empty if no archive can have any. A session, an agent or a trace may be in any of
   * the months asked for: only the files know.
   *
   * @param after the position after which events are asked for
   */
  Optional<String> about(PageQuery query, long after) throws SQLException {
    return sentence(files(query, after), "--archive DIR reads them.");
  }

  /** The same, for a command that does not read files. */
  Optional<String> aboutRows(PageQuery query, long after) throws SQLException {
    return sentence(files(query, after), "retention restore brings their rows back.");
  }

  private static Optional<String> sentence(List<String> files, String remedy) {
    return files.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Archived months are not in the answer and may have more: "
                + named(files)
                + "; "
                + remedy);
  }

  /** The files, or the first of them and how many others there are. */
  static String named(List<String> files) {
    String named = files.stream().limit(NAMED).collect(Collectors.joining(", "));
    return files.size() > NAMED ? named + " and " + (files.size() - NAMED) + " more" : named;
  }

  /** The files of the archives that were recorded before a position. */
  List<String> filesBefore(long position) throws SQLException {
    return new RecordedArchives(ledger)
        .read().inForce().stream()
            .filter(archive -> archive.position() < position)
            .map(archive -> archive.month().file().name())
            .toList();
  }

  /** The position of the oldest archive in force; empty if there is none. */
  OptionalLong first() throws SQLException {
    return new RecordedArchives(ledger)
        .read().inForce().stream().mapToLong(Archives.Entry::position).min();
  }

  /**
   * The files of the archives that may have events of a query.
   *
   * @param after the position after which events are asked for
   */
  List<String> files(PageQuery query, long after) throws SQLException {
    return new RecordedArchives(ledger)
        .read().inForce().stream()
            .map(Archives.Entry::month)
            .filter(month -> month.positions().last() > after)
            .filter(month -> query.canMatchWithin(month.lower(), month.upper()))
            .map(month -> month.file().name())
            .toList();
  }
}
