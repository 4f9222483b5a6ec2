package io.contextgraph.verify;

import io.contextgraph.archive.ArchivedMonth;
import io.contextgraph.archive.Archives;
import io.contextgraph.archive.RecordedArchives;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What changes when a month is archived, dropped or restored, even if the ledger does not say so
 * yet.
 *
 * @param inForce the archives in force
 * @param partitions the object identifiers of the partitions
 * @param present the positions of the archives in force whose rows are there: those of a restore
 *     that was killed before its event, or of a month that was not dropped yet
 */
record ArchiveState(List<Archives.Entry> inForce, Set<Long> partitions, Set<Long> present) {
  static ArchiveState read(Connection connection) throws SQLException {
    Set<Long> partitions = new TreeSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Sql.LIST_PARTITION_BOUNDS.text())) {
      while (row.next()) {
        partitions.add(row.getLong("partition"));
      }
    }
    List<Archives.Entry> inForce = new RecordedArchives(connection).read().inForce();
    Set<Long> present = new TreeSet<>();
    for (Archives.Entry entry : inForce) {
      if (isPresent(entry.month(), connection)) {
        present.add(entry.position());
      }
    }
    return new ArchiveState(inForce, partitions, present);
  }

  private static boolean isPresent(ArchivedMonth month, Connection connection) throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(Sql.FIND_FIRST_ARCHIVED.text())) {
      find.setLong(1, month.positions().first());
      find.setObject(2, month.lower().atOffset(ZoneOffset.UTC));
      find.setObject(3, month.upper().atOffset(ZoneOffset.UTC));
      try (ResultSet row = find.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
