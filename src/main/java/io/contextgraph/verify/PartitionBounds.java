package io.contextgraph.verify;

import io.contextgraph.event.Micros;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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
  private record Bounds(String partition, long lower, long upper) {
    boolean isFinite() {
      return lower != Long.MIN_VALUE && upper != Long.MAX_VALUE;
    }

    boolean isMonth() {
      ZonedDateTime first = Micros.toInstant(lower).atZone(ZoneOffset.UTC);
      ZonedDateTime month = first.toLocalDate().withDayOfMonth(1).atStartOfDay(ZoneOffset.UTC);
      return first.equals(month) && month.plusMonths(1).toInstant().equals(Micros.toInstant(upper));
    }
  }

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
    read.requireDisjoint();
    return read;
  }

  private void add(ResultSet row) throws SQLException {
    long lower = row.getLong("lower_bound");
    lower = row.wasNull() ? Long.MIN_VALUE : lower;
    long upper = row.getLong("upper_bound");
    upper = row.wasNull() ? Long.MAX_VALUE : upper;
    Bounds added = new Bounds(row.getString("name"), lower, upper);
    bounds.put((int) row.getLong("partition"), added);
    if (!row.getBoolean("is_bounded")) {
      report(added, " has no finite bounds, so it is not that of a month");
    } else if (added.isFinite() && !added.isMonth()) {
      report(added, " has bounds that are not those of a month in UTC");
    }
  }

  private void report(Bounds of, String what) {
    findings.add(Finding.of(FindingKind.SCHEMA, "partition " + of.partition() + what));
  }

  /** Postgres refuses bounds that overlap; the catalog can have them even so. */
  private void requireDisjoint() {
    List<Bounds> sorted =
        bounds.values().stream()
            .filter(Bounds::isFinite)
            .sorted(Comparator.comparingLong(Bounds::lower).thenComparing(Bounds::partition))
            .toList();
    for (int i = 1; i < sorted.size(); i++) {
      Bounds before = sorted.get(i - 1);
      if (before.upper() > sorted.get(i).lower()) {
        report(sorted.get(i), " has bounds that overlap those of " + before.partition());
      }
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
