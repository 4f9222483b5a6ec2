package io.contextgraph.retention;

import io.contextgraph.archive.Archives;
import io.contextgraph.archive.RecordedArchives;
import io.contextgraph.ledger.TreeReader;
import io.contextgraph.tree.Tile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * What happens to each month of a ledger. Changes nothing.
 *
 * @param restoredKept how long a restored month is kept from then on
 * @param graph the last position that every projection has read; asked each time, since a
 *     projection may be added
 */
public record RetentionPlan(KeepPolicy policy, Duration restoredKept, LongSupplier graph) {
  /**
   * The months that a partition holds, the oldest first.
   *
   * @param ledger with auto-commit on; its statements may take any time from now on, since some
   *     read a whole month
   */
  public List<PlannedMonth> of(Connection ledger, Instant now) throws SQLException {
    LongStatements.allow(ledger);
    Months months = new Months(ledger);
    Holds holds = new RecordedHolds(ledger).read();
    Decision decision = decision(ledger, now);
    List<PlannedMonth> planned = new ArrayList<>();
    for (Month month : months.list()) {
      planned.add(decision.of(month, months.content(month, holds)));
    }
    return planned;
  }

  /** What happens to one month now. */
  PlannedMonth of(Month month, Connection ledger, Instant now) throws SQLException {
    Holds holds = new RecordedHolds(ledger).read();
    return decision(ledger, now).of(month, new Months(ledger).content(month, holds));
  }

  private Decision decision(Connection ledger, Instant now) throws SQLException {
    Archives archives = new RecordedArchives(ledger).read();
    TreeMap<Instant, Instant> restored = new TreeMap<>();
    for (Archives.Restored one : archives.restored()) {
      restored.merge(
          one.entry().month().lower(),
          one.at().plus(restoredKept),
          (some, other) -> some.isAfter(other) ? some : other);
    }
    return new Decision(policy, archives, new RestoredMonths(restored), reach(ledger), now);
  }

  private Reach reach(Connection ledger) throws SQLException {
    long size = new TreeReader(ledger).head().frontier().size();
    try (Statement statement = ledger.createStatement();
        ResultSet row = statement.executeQuery(Sql.READ_CHECKPOINT_END.text())) {
      row.next();
      return new Reach(size / Tile.WIDTH * Tile.WIDTH, row.getLong(1), graph.getAsLong());
    }
  }
}
