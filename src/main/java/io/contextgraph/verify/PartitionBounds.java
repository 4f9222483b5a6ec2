package io.contextgraph.verify;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Checks that rows are within the bounds of their partition: a query by time does not read a
 * partition whose bounds exclude that time. Reports each partition once. Not thread-safe.
 */
final class PartitionBounds {
  private final Map<Integer, Bounds> bounds = new HashMap<>();
  private final Set<String> reported = new HashSet<>();
  private final Findings findings;

  /** Times in microseconds since 1970, the upper one excluded. */
  private record Bounds(String partition, long lower, long upper) {}

  private PartitionBounds(Findings findings) {
    this.findings = findings;
  }

  static PartitionBounds read(Connection connection, Findings findings) throws SQLException {
    PartitionBounds read = new PartitionBounds(findings);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Sql.LIST_PARTITION_BOUNDS.text())) {
      while (row.next()) {
        read.add(row);
      }
    }
    return read;
  }

  private void add(ResultSet row) throws SQLException {
    long lower = row.getLong("lower_bound");
    lower = row.wasNull() ? Long.MIN_VALUE : lower;
    long upper = row.getLong("upper_bound");
    upper = row.wasNull() ? Long.MAX_VALUE : upper;
    String name = row.getString("name");
    bounds.put((int) row.getLong("partition"), new Bounds(name, lower, upper));
    if (!row.getBoolean("is_bounded")) {
      findings.add(
          Finding.of(
              FindingKind.SCHEMA,
              "partition " + name + " has no finite bounds, so it is not that of a month"));
    }
  }

  void check(CopyRow row) {
    Bounds of = bounds.get(row.int32(EventColumn.PARTITION.ordinal()));
    long occurredAt = row.micros(EventColumn.OCCURRED_AT.ordinal());
    if (of != null
        && (occurredAt < of.lower() || occurredAt >= of.upper())
        && reported.add(of.partition())) {
      findings.add(
          Finding.at(
              FindingKind.SCHEMA,
              row.int64(EventColumn.GLOBAL_POSITION.ordinal()),
              row.id(EventColumn.EVENT_ID.ordinal()),
              "partition " + of.partition() + " has a row beyond its bounds"));
    }
  }
}
