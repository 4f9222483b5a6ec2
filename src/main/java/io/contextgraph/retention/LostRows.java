package io.contextgraph.retention;

import io.contextgraph.archive.ArchiveException;
import io.contextgraph.archive.ArchiveReader;
import io.contextgraph.archive.Archives;
import io.contextgraph.archive.MonthIdentities;
import io.contextgraph.event.PositionRanges;
import io.contextgraph.event.PositionRanges.Range;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Finds rows that a month lost before it is archived. Once its file is recorded, any row of the
 * month between the first and the last of the file may be absent.
 *
 * @param ledger with auto-commit on
 */
record LostRows(Connection ledger, Progress progress) {
  private static final int PAGE = 5_000;

  /**
   * Compares what is in a file with the identities of the month.
   *
   * @param absent earlier archives whose rows are not there
   * @throws ArchiveException if an event from the first of the file to the last is not in it
   */
  void require(Month month, ArchiveReader.Content content, List<Archives.Entry> absent)
      throws ArchiveException, SQLException {
    PositionRanges recorded = new PositionRanges();
    Range whole = new Range(content.first(), content.last());
    new MonthIdentities(ledger, month.lower(), month.upper())
        .read(
            whole,
            PAGE,
            page -> {
              page.stream()
                  .mapToLong(MonthIdentities.Identity::position)
                  .filter(at -> absent.stream().noneMatch(it -> it.covers(at, month.lower())))
                  .forEach(recorded::add);
              progress.report(
                  "identities of " + month.partition() + " compared",
                  page.get(page.size() - 1).position(),
                  content.last());
            });
    PositionRanges.Collected expected = recorded.collected();
    if (!expected.digest().equals(content.positions().digest())) {
      throw new ArchiveException(
          difference(expected.kept(), content.positions().kept())
              + ": run \"context-graph ledger verify\"");
    }
  }

  /**
   * Names the first difference.
   *
   * @param recorded the positions that have an identity; only the first ranges are known
   * @param written those in the file
   */
  static String difference(List<Range> recorded, List<Range> written) {
    int same = 0;
    while (same < Math.min(recorded.size(), written.size())
        && recorded.get(same).equals(written.get(same))) {
      same++;
    }
    long inLedger = from(recorded, same);
    long inFile = from(written, same);
    if (inLedger == inFile && inFile == Long.MAX_VALUE) {
      return "a position of the month after " + written.get(same - 1).last() + " has no row";
    }
    if (inLedger == inFile) {
      inLedger = after(recorded, same);
      inFile = after(written, same);
      return inLedger > inFile ? noRow(inFile) : noIdentity(inLedger);
    }
    return inLedger < inFile ? noRow(inLedger) : noIdentity(inFile);
  }

  private static long from(List<Range> ranges, int index) {
    return index < ranges.size() ? ranges.get(index).first() : Long.MAX_VALUE;
  }

  private static long after(List<Range> ranges, int index) {
    return ranges.get(index).last() + 1;
  }

  private static String noRow(long position) {
    return "position " + position + " of the month has no row";
  }

  private static String noIdentity(long position) {
    return "position " + position + " of the month has a row and no identity";
  }
}
