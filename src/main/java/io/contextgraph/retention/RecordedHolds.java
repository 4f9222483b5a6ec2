package io.contextgraph.retention;

import io.contextgraph.event.ControlEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * Reads the holds of a ledger from its control events.
 *
 * @param ledger used by one thread, with auto-commit on
 */
public record RecordedHolds(Connection ledger) {
  private static final int PAGE = 1_000;

  /** A page of changes, and the position of the last of its events. */
  private record Page(List<HoldChange> changes, int rows, long position) {}

  /** The holds that are in force after every event that is recorded now. */
  public Holds read() throws SQLException {
    Holds holds = new Holds();
    Page page = new Page(List.of(), PAGE, 0);
    while (page.rows() == PAGE) {
      page = next(page.position());
      page.changes().forEach(holds::apply);
    }
    return holds;
  }

  private Page next(long after) throws SQLException {
    try (PreparedStatement statement = ledger.prepareStatement(Sql.PAGE_HOLD_CHANGES.text())) {
      // A server-side prepared statement may get a generic plan, which does not use the indexes.
      statement.unwrap(PGStatement.class).setPrepareThreshold(0);
      statement.setString(1, ControlEvent.SESSION);
      statement.setString(2, ControlEvent.STREAM);
      statement.setString(3, HoldEvents.HELD);
      statement.setString(4, HoldEvents.RELEASED);
      statement.setLong(5, after);
      statement.setInt(6, PAGE);
      try (ResultSet rows = statement.executeQuery()) {
        return page(rows, after);
      }
    }
  }

  private static Page page(ResultSet rows, long after) throws SQLException {
    List<HoldChange> changes = new ArrayList<>();
    int count = 0;
    long position = after;
    while (rows.next()) {
      count++;
      position = rows.getLong("global_position");
      change(rows).ifPresent(changes::add);
    }
    return new Page(changes, count, position);
  }

  private static Optional<HoldChange> change(ResultSet row) throws SQLException {
    HoldTarget target = target(row);
    if (target == null) {
      return Optional.empty();
    }
    if (row.getString("event_type").equals(HoldEvents.RELEASED)) {
      long hold = row.getLong(HoldEvents.HOLD);
      return Optional.of(
          new HoldChange.Released(
              target, row.wasNull() ? OptionalLong.empty() : OptionalLong.of(hold)));
    }
    return Optional.of(
        new HoldChange.Held(
            new Hold(
                target,
                row.getLong("global_position"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getString("os_user"),
                row.getString("reason"))));
  }

  /** Null in an event that names no target, which this program does not write. */
  private static @Nullable HoldTarget target(ResultSet row) throws SQLException {
    for (HoldTarget.Kind kind : HoldTarget.Kind.values()) {
      String id = row.getString(kind.parameter());
      if (id != null) {
        return new HoldTarget(kind, id);
      }
    }
    return null;
  }
}
