package io.contextgraph.retention;

import io.contextgraph.archive.Archives;
import io.contextgraph.archive.RecordedArchives;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The archives of a month, by where their rows are.
 *
 * @param present in force, though their rows are there: they were not dropped, because a late event
 *     came before, or were restored, which the ledger does not say
 * @param absent in force, and their rows are not there
 * @param restored whose rows the ledger says are there again
 */
record MonthArchives(
    List<Archives.Entry> present, List<Archives.Entry> absent, List<Archives.Entry> restored) {
  static MonthArchives read(Connection ledger, Month month) throws SQLException {
    Archives archives = new RecordedArchives(ledger).read();
    Months months = new Months(ledger);
    List<Archives.Entry> present = new ArrayList<>();
    List<Archives.Entry> absent = new ArrayList<>();
    for (Archives.Entry entry : archives.inForce()) {
      if (isOf(month, entry)) {
        boolean hasRow = months.hasRow(entry.month().positions().first(), entry.month());
        (hasRow ? present : absent).add(entry);
      }
    }
    return new MonthArchives(
        present,
        absent,
        archives.restored().stream()
            .map(Archives.Restored::entry)
            .filter(entry -> isOf(month, entry))
            .toList());
  }

  private static boolean isOf(Month month, Archives.Entry entry) {
    return entry.month().lower().equals(month.lower());
  }
}
