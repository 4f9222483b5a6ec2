package io.contextgraph.ledger;

import io.contextgraph.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The months for which {@code ledger.event} is known to have a partition. */
final class PartitionCache {
  private final Set<YearMonth> known = new HashSet<>();

  /**
   * Creates the partitions that the events need. Each is committed on its own, before the append,
   * so that creating it neither waits for the lock on the head nor holds it.
   */
  void ensure(List<Event> events, Connection connection) throws SQLException {
    for (Event event : events) {
      Instant occurredAt = event.occurredAt();
      YearMonth month = YearMonth.from(occurredAt.atOffset(ZoneOffset.UTC));
      if (!known.contains(month)) {
        create(occurredAt, connection);
        known.add(month);
      }
    }
  }

  /** Forgets all months, because a partition was detached or dropped. */
  void forget() {
    known.clear();
  }

  private static void create(Instant within, Connection connection) throws SQLException {
    try (PreparedStatement ensure = connection.prepareStatement(Sql.ENSURE_PARTITION.text())) {
      ensure.setObject(1, OffsetDateTime.ofInstant(within, ZoneOffset.UTC));
      ensure.execute();
    }
    connection.commit();
  }
}
