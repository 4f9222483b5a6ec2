package io.contextgraph.verify;

import io.contextgraph.archive.Archives;
import io.contextgraph.archive.RecordedArchives;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What changes when a month is archived, dropped or restored.
 *
 * @param inForce the archives in force
 * @param partitions the object identifiers of the partitions
 */
record ArchiveState(List<Archives.Entry> inForce, Set<Long> partitions) {
  static ArchiveState read(Connection connection) throws SQLException {
    Set<Long> partitions = new TreeSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Sql.LIST_PARTITION_BOUNDS.text())) {
      while (row.next()) {
        partitions.add(row.getLong("partition"));
      }
    }
    return new ArchiveState(new RecordedArchives(connection).read().inForce(), partitions);
  }
}
