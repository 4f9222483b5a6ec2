package io.contextgraph.retention;

import io.contextgraph.archive.ArchiveException;
import io.contextgraph.archive.ArchiveReader;
import io.contextgraph.archive.ArchivedEvent;
import io.contextgraph.archive.ArchivedLine;
import io.contextgraph.archive.ArchivedMonth;
import io.contextgraph.event.EventLine;
import io.contextgraph.event.RecordedEvent;
import io.contextgraph.ledger.RecordedEventRow;
import io.contextgraph.ledger.RestoredRows;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Inserts the events of an archive that have no row, a page at a time, each after a comparison with
 * the tree.
 *
 * @param ledger inside a transaction
 * @param clock not used to judge events
 */
record RestoredPages(Connection ledger, ArchivedMonth month, TreeCheck tree, Clock clock) {
  private static final int PAGE = 2_000;
  private static final int PAGE_BYTES = 8 << 20;

  /**
   * Inserts all events that the reader has.
   *
   * @return how many rows were missing
   * @throws ArchiveException if an event is not what the tree says, or has a row that differs
   */
  long insert(ArchiveReader reader, Progress progress) throws IOException, SQLException {
    RestoredRows rows = new RestoredRows(ledger);
    ArchivedEvent.Parser parser = new ArchivedEvent.Parser(clock);
    long inserted = 0;
    List<ArchivedEvent> page = page(reader, parser);
    while (!page.isEmpty()) {
      List<RecordedEvent> missing = missing(page);
      rows.insert(missing);
      inserted += missing.size();
      long position = page.get(page.size() - 1).position();
      progress.report("positions restored", position, month.positions().last());
      page = page(reader, parser);
    }
    return inserted;
  }

  private List<ArchivedEvent> page(ArchiveReader reader, ArchivedEvent.Parser parser)
      throws IOException, SQLException {
    List<ArchivedEvent> page = new ArrayList<>();
    long bytes = 0;
    while (page.size() < PAGE && bytes < PAGE_BYTES) {
      ArchivedLine line = reader.next();
      if (line == null) {
        return page;
      }
      ArchivedEvent event = parser.parse(line);
      requireWithin(event);
      tree.check(event);
      bytes += line.bytes().length;
      page.add(event);
    }
    return page;
  }

  private void requireWithin(ArchivedEvent event) throws ArchiveException {
    if (!month.spans(event.position(), event.event().required().occurredAt())) {
      throw new ArchiveException(
          "the archived event at position " + event.position() + " is not of its month");
    }
  }

  private List<RecordedEvent> missing(List<ArchivedEvent> page) throws IOException, SQLException {
    Map<Long, String> present =
        present(page.get(0).position(), page.get(page.size() - 1).position());
    List<RecordedEvent> missing = new ArrayList<>();
    for (ArchivedEvent event : page) {
      String row = present.get(event.position());
      if (row == null) {
        missing.add(event.event());
      } else if (!row.equals(EventLine.of(event.event()))) {
        throw new ArchiveException(
            "the ledger has another row at position "
                + event.position()
                + " than the archive: run \"context-graph ledger verify\"");
      }
    }
    return missing;
  }

  private Map<Long, String> present(long first, long last) throws SQLException {
    Map<Long, String> lines = new HashMap<>();
    Month of = new Month(month.partition(), month.lower(), month.upper());
    String source =
        "ledger.event WHERE global_position >= ? AND global_position <= ? AND " + Sql.within(of);
    try (PreparedStatement read = ledger.prepareStatement(RecordedEventRow.select(source))) {
      read.setLong(1, first);
      read.setLong(2, last);
      try (ResultSet row = read.executeQuery()) {
        while (row.next()) {
          lines.put(row.getLong("global_position"), EventLine.of(RecordedEventRow.read(row)));
        }
      }
    }
    return lines;
  }
}
